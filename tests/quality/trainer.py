"""The training script of a stage, as a module of its own name: several stages have a train.py."""
import importlib.util
import pathlib

STAGES = pathlib.Path(__file__).resolve().parent.parent.parent / "plugins" / "stages"


def of(stage):
    spec = importlib.util.spec_from_file_location(f"{stage}_train", STAGES / stage / "train.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
