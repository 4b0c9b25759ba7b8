#include "engine/script/machine.h"

#include "engine/base/error.h"
#include "engine/nn/hook.h"
#include "engine/script/builtins.h"
#include "engine/script/heap.h"
#include "engine/script/key_hooks.h"
#include "engine/script/last_shown.h"
#include "engine/script/memory.h"
#include "engine/script/parser.h"
#include "engine/script/release_parts.h"
#include "engine/script/suggestions.h"
#include "engine/tensor/grad_mode.h"

#include <new>
#include <optional>
#include <utility>

namespace engine::script {

namespace {

constexpr int kMaxDepth = 950;                         // Python stops at 1,000 frames
constexpr std::ptrdiff_t kMaxStack = 5 * 1024 * 1024;  // of the 8 MB that a thread has

}  // namespace

FrameScope::FrameScope(Machine& machine, Frame& frame)
    : machine_(machine), before_(machine.frame_) {
    frame.outer = before_;
    machine_.frame_ = &frame;
    ++machine_.depth_;
}

FrameScope::~FrameScope() {
    machine_.frame_ = before_;
    --machine_.depth_;
}

Machine::Machine(Environment& environment)
    : environment_(environment), stack_base_(static_cast<const char*>(__builtin_frame_address(0))) {
    host_before_ = environment_.context.host;
    machine_before_ = environment_.machine;
    environment_.context.host = this;
    environment_.machine = this;
}

Machine::~Machine() {
    environment_.context.host = host_before_;
    environment_.machine = machine_before_;
}

void Machine::check_depth() const {
    const auto* const here = static_cast<const char*>(__builtin_frame_address(0));
    const std::ptrdiff_t used = stack_base_ > here ? stack_base_ - here : here - stack_base_;
    if (depth_ < kMaxDepth && used < kMaxStack) return;
    raise(ErrorKind::RecursionError, "maximum recursion depth exceeded");
}

void Machine::step() {
    const auto* const cancel = environment_.context.cancel;
    if (cancel != nullptr && cancel->load(std::memory_order_relaxed)) {
        raise(ErrorKind::Cancelled, "stopped");
    }
    if (++steps_ == environment_.step_limit) {
        raise(ErrorKind::Cancelled, "stopped after {} steps", steps_);
    }
    if ((steps_ & 0xFFF) == 0) {
        if (environment_.heap) environment_.heap->collect_if_due();
        expect_memory(0);
    }
}

void Machine::watch(const nn::ObjectPtr& object) {
    if (environment_.heap) environment_.heap->watch(object);
}
void Machine::watch(const std::shared_ptr<nn::Sequence>& list) {
    if (environment_.heap) environment_.heap->watch(list);
}

namespace {

/// What a name that there is not may have meant.
void suggest(const Machine& machine, ScriptError& error, const Frame& frame) {
    const std::string_view words = error.what();
    const auto between = [&](std::string_view head, std::string_view tail) {
        if (!words.starts_with(head) || !words.ends_with(tail)) return;
        const std::string_view name =
            words.substr(head.size(), words.size() - head.size() - tail.size());
        error.suggestion = nearest_variable(machine, frame, name);
    };
    if (error.kind() == ErrorKind::AttributeError) {
        error.suggestion = kept_suggestion(words);
    } else if (error.kind() == ErrorKind::NameError) {
        between("name '", "' is not defined");
        between("cannot access free variable '",
                "' where it is not associated with a value in enclosing scope");
    }
}

}  // namespace

void Machine::trace(ScriptError& error, const Frame& frame) const {
    constexpr std::size_t kMostEntries = 1000;
    if (error.trace.size() >= kMostEntries || frame.program == nullptr) return;
    if (frame.program->names != nullptr) return;  // a library's lines are not the user's
    if (std::exchange(error.traced, &frame) == &frame) return;
    if (error.trace.empty()) suggest(*this, error, frame);
    error.trace.push_back({.file = frame.program->file,
                           .function = frame.code == nullptr ? "<module>" : frame.code->name,
                           .source = std::string(frame.program->line(frame.here.line)),
                           .span = frame.here});
}

void Machine::run_program(const std::shared_ptr<const Program>& program, bool echo,
                          std::string& shown) {
    std::vector<nn::Value> slots(program->slots, unbound());
    Frame frame;
    frame.program = program.get();
    frame.slots = slots.data();
    frame.echo = echo;
    for (uint32_t i = 0; i < program->cells; ++i) {
        frame.cells.push_back(made(make_released<CellObject>()));
    }
    shown_ = echo ? &shown : nullptr;
    const KeyHooks hooks(*this);
    const FrameScope scope(*this, frame);
    try {
        for (const Statement& one : program->body) {
            execute(one);
            if (environment_.heap) environment_.heap->collect_if_due();
        }
    } catch (ScriptError& error) {
        trace(error, frame);
        throw;
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Cancelled) throw;
        ScriptError placed(error.kind(), error.what());
        trace(placed, frame);
        throw placed;
    } catch (const std::bad_alloc&) {
        ScriptError placed(ErrorKind::MemoryError, "");
        trace(placed, frame);
        throw placed;
    } catch (const std::exception& error) {
        // A mistake of ours must not end the session.
        ScriptError placed(ErrorKind::RuntimeError, error.what());
        trace(placed, frame);
        throw placed;
    }
}

void Machine::show_expression(const Expr& expr, const nn::Value& value) {
    if (shown_ == nullptr) return;
    // A session's console shows the result line in place of a model that returns itself.
    if (environment_.model && expr.kind == Expr::Kind::Call &&
        expr.items[0]->kind == Expr::Kind::Attribute &&
        std::holds_alternative<nn::ModulePtr>(value.data())) {
        const std::string& name = expr.items[0]->text;
        if (name == "train" || name == "eval" || name == "requires_grad_" || name == "to" ||
            name == "apply") {
            return;
        }
    }
    if (!shown_->empty()) environment_.print(std::exchange(*shown_, {}) + '\n');
    *shown_ = repr(value);
    if (LastShown* const last = last_shown()) {
        last->value = value;
        last->kept = true;
        ++last->written;
    }
}

nn::Value Machine::forward(nn::Module& module, const nn::Args& args) {
    const KeyHooks hooks(*this);
    const auto type = std::static_pointer_cast<ClassObject>(module.python_class);
    const nn::Value* member = type ? type->find("forward") : nullptr;
    if (member == nullptr) {
        raise(ErrorKind::NotImplementedError,
              "Module [{}] is missing the required \"forward\" function", module.class_name());
    }
    Arguments arguments;
    arguments.positional.reserve(args.size() + 1);
    const nn::Value self(module.shared_from_this());
    const auto function = shared_as<FunctionObject>(*member);
    if (function) arguments.positional.push_back(self);
    for (const nn::Value& value : args.values()) arguments.positional.push_back(value);
    arguments.keywords.assign(args.keywords().begin(), args.keywords().end());
    if (function) return call_function(function, arguments);
    return call(bind_member(*member, self, type), std::move(arguments));
}

namespace {

/// The program's hooks of every module, where it has some.
class GlobalHooks {
public:
    explicit GlobalHooks(const Environment& environment) : held_(environment.global_hooks) {
        if (held_) scope_.emplace(*held_);
    }

private:
    std::shared_ptr<nn::Hooks> held_;
    std::optional<nn::GlobalHooksScope> scope_{};
};

}  // namespace

Result run(std::string_view text, Environment& environment) {
    const std::shared_ptr<const Program> program = parse(text);
    Result result;
    environment.printed.clear();
    const SetGradEnabled mode(environment.grad_enabled);
    const TensorDefaultsScope defaults(environment.tensor_defaults);
    const GlobalHooks hooks(environment);
    Machine machine(environment);
    machine.run_program(program, true, result.echo);
    result.printed = std::move(environment.printed);
    return result;
}

void run_file(std::string_view text, std::string_view file, Environment& environment,
              std::string_view name) {
    const std::shared_ptr<const Program> program = parse(text, std::string(file));
    environment.names.set("__name__", std::string(name));
    const SetGradEnabled mode(environment.grad_enabled);
    const TensorDefaultsScope defaults(environment.tensor_defaults);
    const GlobalHooks hooks(environment);
    Machine machine(environment);
    std::string nothing;
    machine.run_program(program, false, nothing);
}

HostScope::HostScope(Environment& environment)
    : tensor_defaults_(environment.tensor_defaults),
      machine_(std::make_unique<Machine>(environment)) {}

HostScope::~HostScope() = default;

}  // namespace engine::script
