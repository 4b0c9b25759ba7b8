#include "engine/io/pickle_reader.h"

#include "engine/io/pickle_objects.h"

#include <fmt/format.h>

#include <bit>
#include <cstring>
#include <unordered_map>
#include <utility>

namespace engine::io {

namespace {

using Kind = Item::Kind;

/// Items, and what refers to them: some 700 MB. Real files have a few per tensor.
constexpr std::size_t kMostObjects = 20'000'000;

class Reader {
public:
    Reader(std::string_view text, const LoadStorage& load)
        : left_(text), objects_(document_, load) {
        document_.limit(kMostObjects);
    }

    Document read() {
        while (step()) {
        }
        return std::move(document_);
    }

private:
    // --- Bytes.
    std::string_view take(uint64_t size) {
        if (size > left_.size()) refuse_pickle("pickle data was truncated");
        const std::string_view taken = left_.substr(0, size);
        left_.remove_prefix(size);
        return taken;
    }
    template <class T>
    T number() {
        T value{};
        std::memcpy(&value, take(sizeof value).data(), sizeof value);
        return value;
    }
    std::string_view line() {
        const std::size_t end = left_.find('\n');
        if (end == std::string_view::npos) refuse_pickle("pickle data was truncated");
        const std::string_view text = take(end);
        left_.remove_prefix(1);
        return text;
    }

    // --- The stack. Nothing below the last mark is touched.
    void push(Item* item) {
        document_.count(1);
        stack_.push_back(item);
    }
    void remember(uint32_t place) {
        document_.count(Document::kItemCount);
        memo_[place] = top();
    }
    Item* make(Kind kind) { return document_.make(kind); }
    Item* top() {
        const std::size_t bottom = marks_.empty() ? 0 : marks_.back();
        if (stack_.size() <= bottom) refuse_pickle("unexpected end of its stack");
        return stack_.back();
    }
    Item* pop() {
        Item* const item = top();
        stack_.pop_back();
        return item;
    }
    std::vector<Item*> pop_to_mark() {
        if (marks_.empty()) refuse_pickle("a mark is missing");
        const auto from = stack_.begin() + static_cast<std::ptrdiff_t>(marks_.back());
        std::vector<Item*> items(from, stack_.end());
        stack_.erase(from, stack_.end());
        marks_.pop_back();
        return items;
    }
    void push_text(std::string_view text) {
        Item* const item = make(Kind::Text);
        item->text = text;
        push(item);
    }
    void push_integer(int64_t value) {
        Item* const item = make(Kind::Int);
        item->integer = value;
        push(item);
    }
    void push_flag(bool value) {
        Item* const item = make(Kind::Bool);
        item->flag = value;
        push(item);
    }
    void push_tuple(std::size_t count) {
        Item* const item = make(Kind::Tuple);
        item->items.resize(count);
        for (std::size_t i = count; i-- > 0;) item->items[i] = pop();
        push(item);
    }
    void push_known(uint32_t place) {
        const auto it = memo_.find(place);
        if (it == memo_.end())
            refuse_pickle("Memo value not found at index " + std::to_string(place));
        push(it->second);
    }

    static void expect(bool good, std::string_view what) {
        if (!good) refuse_pickle(fmt::format("{} is not as PyTorch writes it", what));
    }

    void reduce() {
        const Item& given = *pop();
        const Item& function = *pop();
        push(objects_.called(function, given));
    }
    void build() {
        Item* const state = pop();
        Item* const object = top();
        expect(object->kind == Kind::OrderedDict && state->kind == Kind::Dict,
               "an object's attributes");
        object->attributes = state;
    }

    void append(const std::vector<Item*>& items, Kind kind) {
        Item* const list = top();
        expect(list->kind == kind, "a list");
        list->items.insert(list->items.end(), items.begin(), items.end());
    }
    void set_items(const std::vector<Item*>& items) {
        Item* const dict = top();
        expect(
            (dict->kind == Kind::Dict || dict->kind == Kind::OrderedDict) && items.size() % 2 == 0,
            "a dict");
        dict->items.insert(dict->items.end(), items.begin(), items.end());
    }

    void long_integer() {
        const std::string_view bytes = take(number<uint8_t>());
        if (bytes.size() > 8) refuse_pickle("an int that does not fit into 64 bits");
        uint64_t value = 0;
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            value |= uint64_t{static_cast<uint8_t>(bytes[i])} << (8 * i);
        }
        // The highest bit is the sign.
        const bool negative = !bytes.empty() && (static_cast<uint8_t>(bytes.back()) & 0x80) != 0;
        if (negative && bytes.size() < 8) value |= ~uint64_t{0} << (8 * bytes.size());
        push_integer(static_cast<int64_t>(value));
    }
    void real() {
        uint64_t bits = 0;
        for (const char one : take(8)) bits = bits << 8 | static_cast<uint8_t>(one);
        Item* const item = make(Kind::Float);
        item->real = std::bit_cast<double>(bits);
        push(item);
    }

    /// One instruction; false at the end.
    bool step() {
        const auto code = number<uint8_t>();
        switch (code) {
            case 0x80: {  // PROTO
                const auto protocol = number<uint8_t>();
                if (protocol < 2 || protocol > 5) {
                    refuse_pickle(fmt::format("unsupported pickle protocol: {}", protocol));
                }
                return true;
            }
            case 0x95:  // FRAME
                take(8);
                return true;
            case '.':
                document_.root = pop();
                if (document_.root->kind == Kind::Global || document_.root->kind == Kind::Storage) {
                    refuse_pickle("it holds no value");
                }
                return false;
            case '(':
                document_.count(1);
                marks_.push_back(stack_.size());
                return true;
            case '0':
                pop();
                return true;
            case 'N':
                push(make(Kind::None));
                return true;
            case 0x88:
            case 0x89:
                push_flag(code == 0x88);
                return true;
            case 'K':
                push_integer(number<uint8_t>());
                return true;
            case 'M':
                push_integer(number<uint16_t>());
                return true;
            case 'J':
                push_integer(number<int32_t>());
                return true;
            case 0x8a:
                long_integer();
                return true;
            case 'G':
                real();
                return true;
            case 'X':
                push_text(take(number<uint32_t>()));
                return true;
            case 0x8c:
            case 'U':
                push_text(take(number<uint8_t>()));
                return true;
            case 0x8d:
                push_text(take(number<uint64_t>()));
                return true;
            case ']':
                push(make(Kind::List));
                return true;
            case '}':
                push(make(Kind::Dict));
                return true;
            case 0x8f:
                push(make(Kind::Set));
                return true;
            case ')':
                push_tuple(0);
                return true;
            case 0x85:
            case 0x86:
            case 0x87:
                push_tuple(code - 0x84U);
                return true;
            case 't': {
                auto items = pop_to_mark();
                Item* const tuple = make(Kind::Tuple);
                tuple->items = std::move(items);
                push(tuple);
                return true;
            }
            case 'a': {
                Item* const item = pop();
                append({item}, Kind::List);
                return true;
            }
            case 'e':
                append(pop_to_mark(), Kind::List);
                return true;
            case 0x90:
                append(pop_to_mark(), Kind::Set);
                return true;
            case 's': {
                Item* const value = pop();
                Item* const key = pop();
                set_items({key, value});
                return true;
            }
            case 'u':
                set_items(pop_to_mark());
                return true;
            case 'c': {
                const std::string_view module = line();
                push(objects_.global(module, line()));
                return true;
            }
            case 0x93: {
                const Item& name = *pop();
                const Item& module = *pop();
                expect(name.kind == Kind::Text && module.kind == Kind::Text, "a name");
                push(objects_.global(module.text, name.text));
                return true;
            }
            case 'R':
                reduce();
                return true;
            case 'b':
                build();
                return true;
            case 'Q':
                push(objects_.storage(*pop()));
                return true;
            case 'h':
                push_known(number<uint8_t>());
                return true;
            case 'j':
                push_known(number<uint32_t>());
                return true;
            case 'q':
                remember(number<uint8_t>());
                return true;
            case 'r':
                remember(number<uint32_t>());
                return true;
            case 0x94:
                remember(static_cast<uint32_t>(memo_.size()));
                return true;
            default:
                refuse_pickle(fmt::format("Unsupported operand {}", code));
        }
    }

    std::string_view left_;
    Document document_;
    PickleObjects objects_;
    std::vector<Item*> stack_;
    std::vector<std::size_t> marks_;
    std::unordered_map<uint32_t, Item*> memo_;
};

}  // namespace

Document read_pickle(std::string_view text, const LoadStorage& load) {
    return Reader(text, load).read();
}

}  // namespace engine::io
