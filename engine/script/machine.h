#pragma once

#include "engine/base/warning.h"
#include "engine/script/interpreter.h"
#include "engine/script/iterator.h"
#include "engine/script/object.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engine::script {

/// What one call of a function holds while it runs.
struct Frame {
    const Program* program = nullptr;
    const FunctionCode* code = nullptr;        ///< null: the program itself
    const FunctionObject* function = nullptr;  ///< null: the program, or a generator
    nn::Value* slots = nullptr;
    std::vector<CellPtr> cells;
    const std::vector<CellPtr>* closure = nullptr;
    nn::OrderedMap<nn::Value>* class_names = nullptr;  ///< of the class body that runs
    std::vector<std::string>* annotations = nullptr;
    ClassPtr owner;     ///< what super() looks behind
    Span here;          ///< what runs now, for tracebacks
    bool echo = false;  ///< expressions are shown, as at a prompt
    const Frame* outer = nullptr;
};

/// Runs programs: walks their trees. One lives for as long as one line or file runs.
class Machine final : public nn::Host, private WarningListener {
public:
    explicit Machine(Environment& environment);
    ~Machine() override;

    Environment& environment() const { return environment_; }

    // --- Whole programs (machine.cpp).
    void run_program(const std::shared_ptr<const Program>& program, bool echo, std::string& shown);

    // --- What passes need (nn::Host).
    nn::Value forward(nn::Module& module, const nn::Args& args) override;
    nn::Value call(const nn::Value& callable, std::span<const nn::Value> args) override;

    // --- Expressions (evaluate.cpp, comprehension.cpp).
    nn::Value evaluate(const Expr& expr);
    void assign(const Expr& target, nn::Value value);
    void unpack(const std::vector<ExprPtr>& targets, const nn::Value& value);
    void remove(const Expr& target);

    // --- Operators (operators.cpp).
    nn::Value binary(Op op, const nn::Value& left, const nn::Value& right);
    nn::Value in_place(Op op, const nn::Value& left, const nn::Value& right);
    nn::Value unary(Op op, const nn::Value& operand);
    nn::Value compare(Op op, const nn::Value& left, const nn::Value& right);
    bool equal(const nn::Value& left, const nn::Value& right);
    bool less(const nn::Value& left, const nn::Value& right);
    bool contains(const nn::Value& container, const nn::Value& item);
    bool truth(const nn::Value& value);

    // --- Calls (call.cpp).
    nn::Value call(const nn::Value& callable, Arguments arguments);
    nn::Value call_function(const std::shared_ptr<FunctionObject>& function, Arguments& arguments);
    /// `value.name(...)`.
    nn::Value call_method(const nn::Value& value, std::string_view name, Arguments arguments = {});
    /// The user's own method of that name, called; empty when the class has none.
    std::optional<nn::Value> call_special(const nn::Value& value, std::string_view name,
                                          Arguments arguments = {});
    nn::Value make_function(const FunctionCode& code);
    nn::Value call_native_row(const NativeEntry& entry, Place place, Arguments& arguments);

    // --- Attributes (attributes.cpp, module_attributes.cpp).
    nn::Value get_attribute(const nn::Value& value, std::string_view name);
    std::optional<nn::Value> find_attribute(const nn::Value& value, std::string_view name);
    void set_attribute(const nn::Value& value, std::string_view name, nn::Value to);
    void delete_attribute(const nn::Value& value, std::string_view name);
    /// What a class holds under a name, as `self.name` sees it: functions become methods.
    nn::Value bind_member(const nn::Value& member, const nn::Value& self, const ClassPtr& type);
    std::optional<nn::Value> module_attribute(const nn::ModulePtr& module, std::string_view name);
    void set_module_attribute(nn::Module& module, std::string_view name, nn::Value value);
    nn::Value super_attribute(const SuperObject& super, std::string_view name);

    // --- Subscripts (subscript.cpp).
    nn::Value get_item(const nn::Value& value, const nn::Value& index);
    void set_item(const nn::Value& value, const nn::Value& index, const nn::Value& to);
    void delete_item(const nn::Value& value, const nn::Value& index);
    int64_t length(const nn::Value& value);

    // --- Walks (iterate.cpp).
    IteratorPtr iterate(const nn::Value& value);
    /// The next value, or false at the end.
    bool next(IteratorObject& iterator, nn::Value& out);
    /// Everything that a walk gives.
    std::vector<nn::Value> items(const nn::Value& value);
    bool next_of_generator(IteratorObject& generator, nn::Value& out);
    /// Goes on with a generator function: its `yield` is worth `sent`, or raises `thrown`. False:
    /// it has ended (generator_function.cpp).
    bool resume(IteratorObject& generator, nn::Value sent, std::shared_ptr<ScriptError> thrown,
                nn::Value& out);
    /// generator.close()
    void close(IteratorObject& generator);
    bool next_by_call(IteratorObject& walk, nn::Value& out);

    // --- Classes (classes.cpp, dataclass.cpp).
    ClassPtr type_of(const nn::Value& value);
    bool is_instance(const nn::Value& value, const nn::Value& types);
    bool is_subclass(const ClassPtr& type, const nn::Value& types);
    nn::Value instantiate(const ClassPtr& type, Arguments arguments);
    nn::Value make_class(const Statement& statement);
    /// `class C(NamedTuple)` and classes that inherit a dataclass get their fields.
    static ClassPtr finish_class(ClassPtr type);
    void fill_fields(const nn::Value& self, InstanceObject& instance, Arguments& arguments);

    // --- Texts (repr.cpp, format.cpp).
    std::string repr(const nn::Value& value);
    std::string str(const nn::Value& value);
    std::string format(const nn::Value& value, std::string_view spec);

    // --- Exceptions (exceptions.cpp).
    /// The exception object of an error, made if there is none yet.
    nn::Value exception_of(const Error& error);
    [[noreturn]] void raise_object(const nn::Value& exception);
    void trace(ScriptError& error, const Frame& frame) const;

    // --- Warnings (warnings.cpp).
    /// As `warnings.warn(text, category, stacklevel)`.
    void warn(const std::string& text, const ClassPtr& category, int64_t level = 1);

    // --- Imports (namespaces.cpp).
    nn::Value import(std::string_view name);
    std::optional<nn::Value> namespace_attribute(std::string_view space, std::string_view name);
    static std::optional<nn::Value> special_name(std::string_view full);

    // --- Modes (contexts.cpp).
    void set_grad_mode(bool enabled);
    void enter(ContextObject& context);
    void leave(ContextObject& context);

    uint64_t steps() const { return steps_; }
    /// Counts a step, and ends the program when somebody pressed stop or the budget is spent.
    void step();
    Frame& frame() { return *frame_; }
    /// The same; null when nothing runs.
    const Frame* innermost() const { return frame_; }
    /// Tells the heap of something that may hold others.
    template <class T>
    std::shared_ptr<T> made(std::shared_ptr<T> object) {
        watch(object);
        return object;
    }

    /// Tells the heap of a list that is given `item` to hold, if it may come to hold itself by it.
    void given(const std::shared_ptr<nn::Sequence>& list, const nn::Value& item) {
        if (item.sequence() != nullptr) watch(list);
    }

private:
    friend class FrameScope;

    enum class Flow : uint8_t { Normal, Break, Continue, Return, Yield };
    struct GeneratorRun;

    // evaluate.cpp
    nn::Value name(const Expr& expr);
    nn::Value global(const Expr& expr);
    nn::Value call_expression(const Expr& expr);
    /// What `object.name(...)` calls, where that needs no object for the bound method.
    struct Callee {
        const NativeEntry* native = nullptr;
        Place place = kTorch;
        std::shared_ptr<FunctionObject> function{};
        bool bound = false;  ///< the object is the first argument
        explicit operator bool() const { return native != nullptr || function != nullptr; }
    };
    static Callee callee_of(const nn::Value& object, std::string_view name);
    void arguments_of(const Expr& call, std::size_t first, Arguments& into);
    nn::Value compare_chain(const Expr& expr);
    nn::Value slice(const Expr& expr);
    std::vector<nn::Value> spread(const std::vector<ExprPtr>& items, std::size_t first = 0);
    nn::Value dict(const Expr& expr);
    nn::Value formatted(const Expr& expr);
    nn::Value zero_argument_super();
    // comprehension.cpp
    nn::Value comprehension(const Expr& expr);
    template <class Emit>
    void clause(const Expr& expr, std::size_t at, const Emit& emit);
    template <class Emit>
    void walk_clause(const Expr& expr, std::size_t at, IteratorObject& walk, const Emit& emit);
    nn::Value generator(const Expr& expr);
    // execute.cpp
    Flow block(const Block& body);
    Flow execute(const Statement& statement);
    Flow if_(const Statement& statement);
    Flow while_(const Statement& statement);
    Flow for_(const Statement& statement);
    Flow try_(const Statement& statement);
    Flow handle(const Statement& statement, const std::shared_ptr<ScriptError>& error);
    /// The handler that takes the error; null when none does.
    const Handler* handler_of(const Statement& statement, ScriptError& error);
    /// Runs a handler's body as one: its name goes at the end, what is raised tells of the error.
    Flow run_handler(const Handler& handler, const std::shared_ptr<ScriptError>& error,
                     const std::function<Flow()>& body);
    bool leave_context(const nn::Value& context, const std::shared_ptr<ScriptError>& error);
    nn::Value enter_context(const nn::Value& context);
    Flow with(const Statement& statement, std::size_t at);
    void augmented(const Statement& statement);
    void annotated(const Statement& statement);
    void raise_(const Statement& statement);
    std::shared_ptr<const ScriptError> error_of_cause(nn::Value cause);
    void assert_(const Statement& statement);
    void import_(const Statement& statement);
    void import_all(const std::string& space);
    void define(const Statement& statement);
    nn::Value decorate(const Statement& statement, nn::Value value);
    bool matches(const nn::Value& exception, const nn::Value& types);
    // match.cpp
    Flow match_(const Statement& statement);
    const Case* case_of(const Statement& statement);
    bool fits(const Pattern& pattern, const nn::Value& subject);
    bool fits_kind(const Pattern& pattern, const nn::Value& subject);
    bool fits_sequence(const Pattern& pattern, const nn::Value& subject);
    bool fits_mapping(const Pattern& pattern, const nn::Value& subject);
    bool fits_class(const Pattern& pattern, const nn::Value& subject);
    // generator_function.cpp
    nn::Value make_generator(const std::shared_ptr<FunctionObject>& function, Frame& frame);
    Flow walk_block(const Block& body, GeneratorRun& run, std::size_t depth);
    Flow walk_statement(const Statement& statement, GeneratorRun& run, std::size_t depth);
    Flow walk_yield(const Statement& statement, GeneratorRun& run, std::size_t depth);
    Flow walk_delegated(const Statement& statement, GeneratorRun& run, std::size_t depth);
    Flow walk_choice(const Statement& statement, GeneratorRun& run, std::size_t depth);
    Flow walk_while(const Statement& statement, GeneratorRun& run, std::size_t depth);
    Flow walk_for(const Statement& statement, GeneratorRun& run, std::size_t depth);
    Flow walk_try(const Statement& statement, GeneratorRun& run, std::size_t depth);
    Flow walk_protected(const Statement& statement, GeneratorRun& run, std::size_t depth);
    Flow walk_with(const Statement& statement, std::size_t item, GeneratorRun& run,
                   std::size_t depth);
    Flow use_yielded(const Statement& statement, nn::Value value);
    // call.cpp
    nn::Value run_code(const FunctionCode& code, Frame& frame);
    void bind_arguments(const FunctionObject& function, Arguments& arguments, Frame& frame);
    void place(Frame& frame, const Binding& binding, nn::Value value);
    // warnings.cpp
    void warned(const std::string& text, std::string_view category) override;
    // machine.cpp
    void show_expression(const Expr& expr, const nn::Value& value);
    void watch(const nn::ObjectPtr& object);
    void watch(const std::shared_ptr<nn::Sequence>& list);
    void check_depth() const;

    Environment& environment_;
    Frame* frame_ = nullptr;
    int depth_ = 0;
    const char* stack_base_;
    uint64_t steps_ = 0;
    nn::Value returned_;
    std::vector<std::shared_ptr<ScriptError>> handling_;  // whose handlers run now, innermost last
    std::vector<const void*> writing_;                    // what repr() is inside of
    std::string* shown_ = nullptr;  // what the last expression at the prompt showed
    WarningScope listens_{this};
    nn::Host* host_before_ = nullptr;
    Machine* machine_before_ = nullptr;
};

/// A frame for as long as its code runs.
class FrameScope {
public:
    FrameScope(Machine& machine, Frame& frame);
    ~FrameScope();
    FrameScope(const FrameScope&) = delete;
    FrameScope& operator=(const FrameScope&) = delete;

private:
    Machine& machine_;
    Frame* before_;
};

}  // namespace engine::script
