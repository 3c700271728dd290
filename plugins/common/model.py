"""Writes the model files that model.h reads, for the training scripts beside the plugins."""

HEADER = 1024


def number(x):
    """A number as decimal.h reads it: no exponent, at most 15 digits."""
    text = f"{x:.9f}".rstrip("0").rstrip(".")
    digits = sum(c.isdigit() for c in text)
    if digits > 15:
        raise ValueError(f"{x} has more digits than a model file can hold")
    return "0" if text in ("-0", "") else text


def write(path, stage, features, values, weights):
    """`values` maps keys to a text, a number or a list of numbers; `weights` is bytes."""
    lines = ["teasel-model 1", f"stage {stage}", f"features {features}"]
    for key, value in values.items():
        if isinstance(value, str):
            lines.append(f"{key} {value}")
        elif isinstance(value, (int, float)):
            lines.append(f"{key} {number(value)}")
        else:
            lines.append(f"{key} " + " ".join(number(x) for x in value))
    header = ("\n".join(lines) + "\n").encode()
    if len(header) > HEADER:
        raise ValueError(f"the header has {len(header)} bytes; {HEADER} is the most")
    with open(path, "wb") as f:
        f.write(header.ljust(HEADER, b"\n") + bytes(weights))
