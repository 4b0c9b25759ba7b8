// torch.save and torch.load: between a script's values and io/torch_file.h.
#include "engine/base/error.h"
#include "engine/io/folder.h"
#include "engine/io/torch_file.h"
#include "engine/nn/depth_guard.h"
#include "engine/script/builtins.h"
#include "engine/script/devices.h"
#include "engine/script/machine.h"
#include "engine/script/release_parts.h"

#include <unordered_map>
#include <utility>

namespace engine::script {

namespace {

using io::Item;
using nn::Value;

[[noreturn]] void refuse(const std::string& what, std::string_view instead) {
    raise(ErrorKind::NotImplementedError,
          "`torch.save` of {} is outside the PyTorch subset that Modescope runs: {}", what,
          instead);
}

/// What a script made, as a document.
class ToDocument {
public:
    io::Document document(const Value& value) {
        document_.root = item(value);
        return std::move(document_);
    }

private:
    Item* make(Item::Kind kind, const void* identity = nullptr) {
        Item* const made = document_.make(kind);
        if (identity != nullptr) known_[identity] = made;
        return made;
    }

    Item* text(const std::string& words) {
        Item* const made = make(Item::Kind::Text);
        made->text = words;
        return made;
    }

    static const void* identity_of(const Value& value) {
        if (value.is_tensor()) return value.tensor().identity();
        if (const nn::Sequence* const list = value.sequence()) return list;
        if (const auto* dict = std::get_if<std::shared_ptr<nn::Dict>>(&value.data())) {
            return dict->get();
        }
        if (const auto* object = std::get_if<nn::ObjectPtr>(&value.data())) return object->get();
        return nullptr;
    }

    Item* item(const Value& value) {
        const void* const identity = identity_of(value);
        const auto known = known_.find(identity);
        if (identity != nullptr && known != known_.end()) return known->second;
        const nn::DepthGuard guard;
        if (value.is_none()) return make(Item::Kind::None);
        if (const auto* flag = std::get_if<bool>(&value.data())) {
            Item* const made = make(Item::Kind::Bool);
            made->flag = *flag;
            return made;
        }
        if (const auto* whole = std::get_if<int64_t>(&value.data())) {
            Item* const made = make(Item::Kind::Int);
            made->integer = *whole;
            return made;
        }
        if (const auto* real = std::get_if<double>(&value.data())) {
            Item* const made = make(Item::Kind::Float);
            made->real = *real;
            return made;
        }
        if (value.text() != nullptr) return text(*value.text());
        if (value.is_tensor()) {
            Item* const made = make(Item::Kind::Tensor, identity);
            made->tensor = value.tensor();
            return made;
        }
        if (const auto* dtype = std::get_if<DType>(&value.data())) {
            Item* const made = make(Item::Kind::DType);
            made->dtype = *dtype;
            return made;
        }
        if (const auto* device = std::get_if<nn::Device>(&value.data())) {
            Item* const made = make(Item::Kind::Device);
            made->text = device->meta ? "meta" : "cpu";
            return made;
        }
        if (const nn::Sequence* const sequence = value.sequence()) return this->sequence(*sequence);
        if (const auto* dict = std::get_if<std::shared_ptr<nn::Dict>>(&value.data())) {
            return named(**dict);
        }
        if (const auto* dict = as<DictObject>(value)) return this->dict(*dict);
        if (const auto* set = as<SetObject>(value); set != nullptr && !set->frozen) {
            Item* const made = make(Item::Kind::Set, identity);
            for (const Table::Entry& entry : set->table.entries()) {
                made->items.push_back(item(entry.key));
            }
            return made;
        }
        if (std::holds_alternative<nn::ModulePtr>(value.data())) {
            refuse("a Module", "save its state_dict()");
        }
        refuse(fmt::format("an object of class {}", value.type_name()),
               "save tensors, numbers, texts, and lists and dicts of them");
    }

    Item* sequence(const nn::Sequence& sequence) {
        if (sequence.tuple_class != nn::TupleClass::Plain &&
            sequence.tuple_class != nn::TupleClass::Size) {
            refuse("a named tuple", "save tuple(...) of it");
        }
        const bool size = sequence.tuple_class == nn::TupleClass::Size;
        Item* const made = make(size                ? Item::Kind::Size
                                : sequence.is_tuple ? Item::Kind::Tuple
                                                    : Item::Kind::List,
                                &sequence);
        for (const Value& one : sequence.items) {
            Item* const part = item(one);
            made->items.push_back(part);
        }
        return made;
    }

    Item* dict(const DictObject& dict) {
        if (dict.sort == DictObject::Sort::Default) refuse("a defaultdict", "save dict(...) of it");
        const bool ordered = dict.sort == DictObject::Sort::Ordered;
        Item* const made = make(ordered ? Item::Kind::OrderedDict : Item::Kind::Dict, &dict);
        for (const Table::Entry& entry : dict.table.entries()) {
            for (const Value* part : {&entry.key, &entry.value}) {
                Item* const held = item(*part);
                made->items.push_back(held);
            }
        }
        if (ordered && dict.metadata) {
            made->attributes = make(Item::Kind::Dict);
            made->attributes->items = {text("_metadata"), named(*dict.metadata)};
        }
        return made;
    }

    Item* named(const nn::Dict& dict) {
        Item* const made = make(dict.ordered ? Item::Kind::OrderedDict : Item::Kind::Dict, &dict);
        for (const auto& [key, value] : dict.items) {
            made->items.push_back(text(key));
            made->items.push_back(item(value));
        }
        return made;
    }

    io::Document document_;
    std::unordered_map<const void*, Item*> known_;
};

/// What a file holds, as values of the script.
class FromDocument {
public:
    explicit FromDocument(Machine& machine) : machine_(machine) {}

    Value value(const Item& item) {
        if (const auto known = known_.find(&item); known != known_.end()) return known->second;
        const nn::DepthGuard guard;
        switch (item.kind) {
            case Item::Kind::None:
                return {};
            case Item::Kind::Bool:
                return item.flag;
            case Item::Kind::Int:
                return item.integer;
            case Item::Kind::Float:
                return item.real;
            case Item::Kind::Text:
                return item.text;
            case Item::Kind::DType:
                return item.dtype;
            case Item::Kind::Device:
                return nn::Device{.meta = is_meta_device(item.text)};
            case Item::Kind::Tensor:
                return item.tensor;
            case Item::Kind::List:
            case Item::Kind::Tuple:
            case Item::Kind::Size: {
                auto made = nn::make_released<nn::Sequence>();
                made->is_tuple = item.kind != Item::Kind::List;
                if (item.kind == Item::Kind::Size) made->tuple_class = nn::TupleClass::Size;
                known_[&item] = made;
                for (const Item* const part : item.items) made->items.push_back(value(*part));
                return made;
            }
            case Item::Kind::Set: {
                auto made = machine_.made(make_released<SetObject>());
                known_[&item] = nn::ObjectPtr(made);
                for (const Item* const part : item.items) made->table.set(value(*part), {});
                return nn::ObjectPtr(made);
            }
            case Item::Kind::Dict:
            case Item::Kind::OrderedDict:
                return dict(item);
            case Item::Kind::Global:
            case Item::Kind::Storage:
                break;
        }
        return {};
    }

private:
    Value dict(const Item& item) {
        auto made = machine_.made(make_released<DictObject>());
        if (item.kind == Item::Kind::OrderedDict) made->sort = DictObject::Sort::Ordered;
        known_[&item] = nn::ObjectPtr(made);
        for (std::size_t i = 0; i + 1 < item.items.size(); i += 2) {
            const Value key = value(*item.items[i]);
            made->table.set(key, value(*item.items[i + 1]));
        }
        if (item.attributes != nullptr) made->metadata = metadata(*item.attributes);
        return nn::ObjectPtr(made);
    }

    /// Module path -> {'version': n}; what is not so is left out.
    static std::shared_ptr<nn::Dict> metadata(const Item& attributes) {
        for (std::size_t i = 0; i + 1 < attributes.items.size(); i += 2) {
            if (attributes.items[i]->text == "_metadata") return paths(*attributes.items[i + 1]);
        }
        return nullptr;
    }
    static std::shared_ptr<nn::Dict> paths(const Item& held) {
        auto all = nn::make_released<nn::Dict>();
        all->ordered = held.kind == Item::Kind::OrderedDict;
        for (std::size_t i = 0; i + 1 < held.items.size(); i += 2) {
            const Item& path = *held.items[i];
            const Item& known = *held.items[i + 1];
            if (path.kind != Item::Kind::Text || known.kind != Item::Kind::Dict) continue;
            auto entry = nn::make_released<nn::Dict>();
            for (std::size_t k = 0; k + 1 < known.items.size(); k += 2) {
                if (known.items[k]->text != "version") continue;
                if (known.items[k + 1]->kind != Item::Kind::Int) continue;
                entry->items.emplace_back("version", known.items[k + 1]->integer);
            }
            all->items.emplace_back(path.text, std::move(entry));
        }
        return all;
    }

    Machine& machine_;
    std::unordered_map<const Item*, Value> known_;
};

[[noreturn]] void raise_as(Machine& machine, std::string_view class_name,
                           const std::string& words) {
    machine.raise_object(
        machine.instantiate(builtin_class(class_name), {.positional = {words}, .keywords = {}}));
}

/// The folder of the script, if a person chose one.
io::Folder folder_of(Machine& machine, const std::string& path) {
    const std::string& folder = machine.environment().folder;
    if (!folder.empty()) return io::Folder(folder);
    raise_as(machine, "PermissionError",
             fmt::format("[Errno 13] Permission denied: '{}': a script reaches files only in a "
                         "folder that was chosen for it: modescope run --folder DIR FILE.py",
                         path));
}

/// Runs `act`; errors of io get their own classes of Python's.
template <class Act>
auto with_errors(Machine& machine, const Act& act) {
    try {
        return act();
    } catch (const io::FileError& error) {
        raise_as(machine, error.class_name(), error.what());
    } catch (const io::PickleError& error) {
        raise_as(machine, "UnpicklingError", error.what());
    }
}

const std::string& path_of(const Value& file, std::string_view method) {
    if (file.text() != nullptr) return *file.text();
    raise(ErrorKind::AttributeError, "'{}' object has no attribute '{}'", file.type_name(), method);
}

/// Positional or by name; None when it is not there.
Value argument(Arguments& arguments, std::size_t place, std::string_view name) {
    if (auto named = take_keyword(arguments, name)) return *std::move(named);
    return place < arguments.positional.size() ? arguments.positional[place] : Value();
}

Value save(Machine& machine, Arguments& arguments) {
    if (arguments.positional.empty()) {
        raise(ErrorKind::TypeError, "save() missing 1 required positional argument: 'obj'");
    }
    const Value file = argument(arguments, 1, "f");
    for (const std::string_view ignored :
         {"pickle_module", "pickle_protocol", "_use_new_zipfile_serialization"}) {
        take_keyword(arguments, ignored);
    }
    no_keywords("save", arguments);
    const std::string& path = path_of(file, "write");
    const io::Folder folder = folder_of(machine, path);
    const std::string_view last = std::string_view(path).substr(path.rfind('/') + 1);
    const std::string_view name = last.substr(0, last.rfind('.'));
    if (name.empty()) raise(ErrorKind::RuntimeError, "invalid file name: {}", path);
    const io::Document document = ToDocument().document(arguments.positional[0]);
    with_errors(machine, [&] { folder.write(path, io::write_torch_file(document, name)); });
    return {};
}

Value load(Machine& machine, Arguments& arguments) {
    const Value file = argument(arguments, 0, "f");
    const Value device = argument(arguments, 1, "map_location");
    for (const std::string_view ignored : {"pickle_module", "weights_only", "mmap", "encoding"}) {
        take_keyword(arguments, ignored);
    }
    no_keywords("load", arguments);
    if (!device.is_none() && (!is_device(device) || is_meta_device(device))) {
        raise(ErrorKind::NotImplementedError,
              "`map_location={}` is outside the PyTorch subset that Modescope runs",
              machine.repr(device));
    }
    const std::string& path = path_of(file, "read");
    const io::Folder folder = folder_of(machine, path);
    const io::Document document = with_errors(machine, [&] {
        const std::vector<std::byte> bytes = folder.read(path);
        if (bytes.empty()) raise_as(machine, "EOFError", "Ran out of input");
        return io::read_torch_file(bytes);
    });
    return FromDocument(machine).value(*document.root);
}

constexpr Builtin kRows[] = {{"save", save}, {"load", load}};

}  // namespace

std::span<const Builtin> torch_file_functions() {
    return kRows;
}

}  // namespace engine::script
