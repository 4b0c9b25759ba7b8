// PyTorch's files in memory: the golden bytes, and every damage that one byte can do.
#include "engine/io/torch_file.h"

#include "engine/io/zip_writer.h"

#include <gtest/gtest.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine::io {
namespace {

using Kind = Item::Kind;

// torch.save of the state_dict of Linear(2, 1, bias=False) with weight [[1, 2]] into a BytesIO.
constexpr std::string_view kGolden =
    "504b03040000080800000000000000000000000000000000000010001200617263686976652f646174612e706b6c"
    "46420e005a5a5a5a5a5a5a5a5a5a5a5a5a5a800263636f6c6c656374696f6e730a4f726465726564446963740a71"
    "00295271015806000000776569676874710263746f7263682e5f7574696c730a5f72656275696c645f74656e736f"
    "725f76320a71032828580700000073746f72616765710463746f7263680a466c6f617453746f726167650a710558"
    "01000000307106580300000063707571074b02747108514b004b014b028671094b024b0186710a8968002952710b"
    "74710c52710d737d710e58090000005f6d65746164617461710f680029527110580000000071117d711258070000"
    "0076657273696f6e71134b01737373622e504b07084c1c6f5ce5000000e5000000504b0304000008080000000000"
    "000000000000000000000000000e001f00617263686976652f646174612f3046421b005a5a5a5a5a5a5a5a5a5a5a"
    "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a0000803f00000040504b070876a53f2e0800000008000000504b03040000"
    "08080000000000000000000000000000000000000f003b00617263686976652f76657273696f6e464237005a5a5a"
    "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a"
    "5a5a5a5a5a5a330a504b0708d19e67550200000002000000504b01020000000008080000000000004c1c6f5ce500"
    "0000e5000000100000000000000000000000000000000000617263686976652f646174612e706b6c504b01020000"
    "0000080800000000000076a53f2e08000000080000000e0000000000000000000000000035010000617263686976"
    "652f646174612f30504b0102000000000808000000000000d19e675502000000020000000f000000000000000000"
    "0000000098010000617263686976652f76657273696f6e504b06062c000000000000001e032d0000000000000000"
    "0003000000000000000300000000000000b7000000000000001202000000000000504b060700000000c902000000"
    "00000001000000504b05060000000003000300b7000000120200000000";

std::string bytes_of(std::string_view hex) {
    const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        bytes += static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1]));
    }
    return bytes;
}

Document read(const std::string& bytes) {
    return read_torch_file(std::as_bytes(std::span(bytes.data(), bytes.size())));
}

Item* text(Document& document, const char* words) {
    Item* const item = document.make(Kind::Text);
    item->text = words;
    return item;
}

TEST(TorchFile, WritesWhatPyTorchWrites) {
    Document document;
    Item* const weight = document.make(Kind::Tensor);
    weight->tensor = Tensor::from({1.0, 2.0}, {1, 2});
    Item* const version = document.make(Kind::Int);
    version->integer = 1;
    Item* const one = document.make(Kind::Dict);
    one->items = {text(document, "version"), version};
    Item* const paths = document.make(Kind::OrderedDict);
    paths->items = {text(document, ""), one};
    document.root = document.make(Kind::OrderedDict);
    document.root->items = {text(document, "weight"), weight};
    document.root->attributes = document.make(Kind::Dict);
    document.root->attributes->items = {text(document, "_metadata"), paths};
    EXPECT_EQ(write_torch_file(document, "archive"), bytes_of(kGolden));
}

TEST(TorchFile, ReadsWhatPyTorchWrote) {
    const Document document = read(bytes_of(kGolden));
    ASSERT_EQ(document.root->kind, Kind::OrderedDict);
    ASSERT_EQ(document.root->items.size(), 2U);
    EXPECT_EQ(document.root->items[0]->text, "weight");
    EXPECT_EQ(document.root->items[1]->tensor.to_vector<float>(), (std::vector<float>{1, 2}));
    ASSERT_NE(document.root->attributes, nullptr);
}

TEST(TorchFile, AnyOneByteMayBeWrong) {
    const std::string good = bytes_of(kGolden);
    std::size_t refused = 0;
    for (std::size_t i = 0; i < good.size(); ++i) {
        for (const int change : {1, 0x80, 0xff}) {
            std::string bad = good;
            bad[i] = static_cast<char>(bad[i] ^ change);
            try {
                read(bad);
            } catch (const Error&) {
                ++refused;
            }
        }
    }
    EXPECT_GT(refused, good.size());
}

TEST(TorchFile, AnyPartOfItIsRefused) {
    const std::string good = bytes_of(kGolden);
    for (std::size_t size = 1; size < good.size(); ++size) {
        EXPECT_THROW(read(good.substr(0, size)), Error) << size;
    }
}

/// A storage's persistent id on the stack, and the tensor of two elements that it makes.
std::string tensor_in(const std::string& type) {
    return "ctorch._utils\n_rebuild_tensor_v2\n((X\x07" + std::string("\0\0\0storagectorch\n", 17) +
           type + "Storage\nX\x01" + std::string("\0\0\0", 3) + "0X\x03" +
           std::string("\0\0\0cpuK\2tQK\0K\2\x85K\1\x85\x89}tR", 22);
}
std::string words_of(const std::string& pickle, const std::string& memory) {
    ZipWriter zip;
    zip.add("x/data.pkl", std::string_view(pickle));
    zip.add("x/data/0", std::string_view(memory));
    zip.add("x/version", std::string_view("3\n"));
    try {
        read(zip.finish());
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

TEST(TorchFile, OneMemoryHasOneType) {
    const std::string memory(8, '\1'), open("\x80\2(", 3);
    EXPECT_EQ(words_of(open + tensor_in("Float") + tensor_in("Float") + "t.", memory), "");
    EXPECT_EQ(words_of(open + tensor_in("Bool") + tensor_in("Float") + "t.", memory),
              "Weights only load failed. one memory has two types");
}

TEST(TorchFile, ASmallFileMakesNoMillions) {
    const std::string many = std::string("\x80\2(", 3) + std::string(6'000'000, 'N') + "t.";
    EXPECT_EQ(words_of(many, ""), "Weights only load failed. it holds too many objects");
    // A set of a list again and again.
    std::string copies = std::string("\x80\2]q\0(", 6) + std::string(10'000, ')') + "e0";
    for (int i = 0; i < 3000; ++i) copies += "cbuiltins\nset\n" + std::string("h\0\x85R", 4);
    EXPECT_EQ(words_of(copies + ".", ""), "Weights only load failed. it holds too many objects");
}

TEST(TorchFile, TensorsThatShareMemoryShareItAgain) {
    Document document;
    document.root = document.make(Kind::List);
    const Tensor base = Tensor::from({1.0, 2.0, 3.0, 4.0}, {4});
    for (int i = 0; i < 2; ++i) {
        Item* const item = document.make(Kind::Tensor);
        item->tensor = base.detach();
        document.root->items.push_back(item);
    }
    const Document back = read(write_torch_file(document, "x"));
    const auto& items = back.root->items;
    EXPECT_EQ(&*items[0]->tensor.storage(), &*items[1]->tensor.storage());
}

}  // namespace
}  // namespace engine::io
