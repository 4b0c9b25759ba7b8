// modescope run and inspect: what they print, where, and with which exit code.
#include "app/cli/script_files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace {

struct Answer {
    int code;
    std::string out, err;
};

Answer ask(decltype(&app::cli::run_file) command, const std::string& text) {
    const auto* const test = testing::UnitTest::GetInstance()->current_test_info();
    const auto file =
        std::filesystem::path(testing::TempDir()) / (std::string(test->name()) + ".py");
    std::ofstream(file) << text;
    std::ostringstream out, err;
    const int code = command(file, out, err);
    std::filesystem::remove(file);
    return {code, out.str(), err.str()};
}

TEST(ScriptFiles, RunsAFileAsTheMainProgram) {
    const Answer answer = ask(app::cli::run_file,
                              "import torch, numpy\n"
                              "torch.ones(2)\n"
                              "if __name__ == '__main__': print('sum', torch.ones(2).sum())\n");
    EXPECT_EQ(answer.code, 0);
    EXPECT_EQ(answer.out, "sum tensor(2.)\n");
    EXPECT_EQ(answer.err, "");
}

TEST(ScriptFiles, TracesAnExceptionAfterWhatWasPrinted) {
    const Answer answer = ask(app::cli::run_file, "print(1)\nx = [][3]\n");
    EXPECT_EQ(answer.code, 1);
    EXPECT_EQ(answer.out, "1\n");
    EXPECT_TRUE(answer.err.starts_with("Traceback (most recent call last):\n")) << answer.err;
    EXPECT_NE(answer.err.find("line 2, in <module>\n    x = [][3]\n"), std::string::npos);
    EXPECT_TRUE(answer.err.ends_with("IndexError: list index out of range\n")) << answer.err;
}

TEST(ScriptFiles, RefusesWhatTheSubsetLacksOnlyWhereItIsUsed) {
    const Answer answer = ask(app::cli::run_file,
                              "from torchvision import models\n"
                              "from torch.distributions import Normal\n"
                              "from torch.utils.data import StackDataset\n"
                              "print(1)\n"
                              "StackDataset()\n");
    EXPECT_EQ(answer.code, 1);
    EXPECT_EQ(answer.out, "1\n");
    EXPECT_NE(answer.err.find("`torch.utils.data.StackDataset` is outside the PyTorch subset "
                              "that Modescope runs"),
              std::string::npos)
        << answer.err;
}

TEST(ScriptFiles, RefusesWhatCannotBeRead) {
    std::ostringstream out, err;
    EXPECT_EQ(app::cli::run_file("no/such/file.py", out, err), 2);
    EXPECT_EQ(err.str(), "modescope: no/such/file.py: this file cannot be read\n");
    err.str("");
    EXPECT_EQ(app::cli::inspect_file("/", out, err), 2);
    EXPECT_EQ(err.str(), "modescope: /: this is a folder\n");
}

TEST(ScriptFiles, WarnsOnceAPlaceOnStandardError) {
    const Answer answer = ask(app::cli::run_file,
                              "import torch, warnings\n"
                              "loss = torch.nn.MSELoss()\n"
                              "for i in range(3):\n"
                              "    x = loss(torch.ones(2, 1), torch.ones(2))\n"
                              "    warnings.warn('slow')\n"
                              "warnings.warn('old', DeprecationWarning)\n"
                              "warnings.simplefilter('ignore')\n"
                              "warnings.warn('never')\n");
    EXPECT_EQ(answer.code, 0);
    EXPECT_EQ(answer.out, "");
    EXPECT_NE(answer.err.find(".py:4: UserWarning: Using a target size (torch.Size([2])) that is "
                              "different to the input size (torch.Size([2, 1])). This will likely "
                              "lead to incorrect results due to broadcasting. Please ensure they "
                              "have the same size.\n  x = loss(torch.ones(2, 1), torch.ones(2))\n"),
              std::string::npos)
        << answer.err;
    EXPECT_NE(answer.err.find(".py:5: UserWarning: slow\n  warnings.warn('slow')\n"),
              std::string::npos);
    EXPECT_NE(answer.err.find(".py:6: DeprecationWarning: old\n"), std::string::npos);
    EXPECT_EQ(answer.err.find("UserWarning: slow"), answer.err.rfind("UserWarning: slow"));
    EXPECT_EQ(answer.err.find("UserWarning: Using"), answer.err.rfind("UserWarning: Using"));
    EXPECT_EQ(answer.err.find("never"), std::string::npos);
}

TEST(ScriptFiles, SavesAndLoadsOnlyInTheFolderThatWasChosen) {
    const auto folder = std::filesystem::path(testing::TempDir()) / "script_files_folder";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder / "inside");
    std::filesystem::create_symlink("/etc/passwd", folder / "link.pt");
    std::filesystem::create_directory_symlink("/tmp", folder / "out");
    const auto file = folder / "program.py";
    std::ofstream(file)
        << "import torch\n"
           "def refused(path):\n"
           "    try:\n"
           "        torch.load(path)\n"
           "    except OSError as error:\n"
           "        print(type(error).__name__)\n"
           "    try:\n"
           "        torch.save(1, path)\n"
           "    except (OSError, RuntimeError) as error:\n"
           "        print(type(error).__name__)\n"
           "for path in ['/etc/passwd', '../a.pt', 'inside/../../a.pt', 'link.pt',\n"
           "             'out/a.pt']:\n"
           "    refused(path)\n"
           "torch.save({'a': torch.arange(3)}, 'inside/a.pt')\n"
           "print(torch.load('inside/a.pt'))\n"
           "refused('inside')\n";
    std::string ten;
    for (int i = 0; i < 10; ++i) ten += "PermissionError\n";
    std::ostringstream out, err;
    EXPECT_EQ(app::cli::run_file_in(folder, file, out, err), 0) << err.str();
    EXPECT_EQ(out.str(), ten + "{'a': tensor([0, 1, 2])}\nIsADirectoryError\nIsADirectoryError\n");
    EXPECT_EQ(app::cli::run_file(file, out, err), 1);
    EXPECT_NE(err.str().find("PermissionError: [Errno 13] Permission denied: 'inside/a.pt': a "
                             "script reaches files only in a folder that was chosen for it: "
                             "modescope run --folder DIR FILE.py"),
              std::string::npos)
        << err.str();
    EXPECT_EQ(app::cli::run_file_in(folder / "none", file, out, err), 2);
    std::filesystem::remove_all(folder);
}

TEST(ScriptFiles, InspectsTheModelsOfAFile) {
    const Answer answer =
        ask(app::cli::inspect_file,
            "from torch import nn\n"
            "net = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), nn.Dropout())\n"
            "same = net\n"
            "net[1].eval()\n"
            "net[0].bias.requires_grad = False\n"
            "lazy = nn.LazyLinear(4)\n"
            "if __name__ == '__main__': print('never')\n");
    EXPECT_EQ(answer.code, 0);
    EXPECT_EQ(answer.err, "");
    EXPECT_EQ(
        answer.out,
        "net: 1 of 4 modules in eval, 15 weights, 12 of them trained, 7 numbers in buffers\n"
        "  net                    ▲ train  Sequential\n"
        "    0                    ▲ train  Linear(in_features=2, out_features=3, bias=True)"
        "  weight (3, 2)  bias (3,) frozen\n"
        "    1                    ■ eval   BatchNorm1d(3, eps=1e-05, momentum=0.1, affine=True,"
        " track_running_stats=True)  weight (3,)  bias (3,)  running_mean (3,) buffer"
        "  running_var (3,) buffer  num_batches_tracked () buffer\n"
        "    2                    ▲ train  Dropout(p=0.5, inplace=False)\n"
        "\n"
        "lazy: 0 of 1 modules in eval, 0 weights, 0 of them trained, 0 numbers in buffers,"
        " lazy ones not counted\n"
        "  lazy                   ▲ train  LazyLinear(in_features=0, out_features=4, bias=True)"
        "  weight lazy  bias lazy\n");
}

TEST(ScriptFiles, MakesTheLikeliestModelOfAFileThatOnlyDefinesOne) {
    const std::string net =
        "from torch import nn\n"
        "class Net(nn.Module):\n"
        "    def __init__(self, num_classes):\n"
        "        super().__init__()\n"
        "        self.fc = nn.Linear(4, num_classes)\n";
    const Answer answer = ask(app::cli::inspect_file, net);
    EXPECT_EQ(answer.code, 0) << answer.err;
    EXPECT_EQ(answer.out.find("# model = Net(10)\nmodel: 0 of 2 modules in eval, 50 weights"), 0U)
        << answer.out;
    const Answer raises = ask(app::cli::inspect_file, net + "        self.missing\n");
    EXPECT_EQ(raises.code, 1);
    EXPECT_NE(raises.err.find("AttributeError: 'Net' object has no attribute 'missing'"),
              std::string::npos)
        << raises.err;
}

TEST(ScriptFiles, SaysWhenAFileMakesNoModel) {
    const Answer answer = ask(app::cli::inspect_file, "class Net: pass\n");
    EXPECT_EQ(answer.code, 1);
    EXPECT_NE(answer.err.find("makes no model: it needs a line such as model = Net()"),
              std::string::npos);
}

}  // namespace
