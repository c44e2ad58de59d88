"""The numbers of padding that the names stand for."""


def numbers(value, axes):
    """A number per axis."""
    return [value] * axes if isinstance(value, int) else list(value)


def counts(padding, axes):
    return [tuple(padding)] if axes == 1 else [tuple(pair) for pair in padding]


def pads(padding, sizes, kernel, strides, dilation):
    """Before and after, for each axis of a convolution or a pool."""
    if not isinstance(padding, str):
        return counts(padding, len(kernel))
    amounts = []
    for size, length, stride, rate in zip(sizes, kernel, strides, dilation):
        reach = (length - 1) * rate
        if padding == "valid":
            pair = (0, 0)
        elif padding == "causal":
            pair = (reach, 0)
        else:
            assert padding == "same"
            # TensorFlow's: as many outputs as strides begin in the input, the odd place at the end.
            outputs = -(-size // stride)
            total = max((outputs - 1) * stride + reach + 1 - size, 0)
            pair = (total // 2, total - total // 2)
        amounts.append(pair)
    return amounts


def crops(padding, kernel, strides):
    """What a transposed convolution leaves out before and after, of (n - 1) · stride + kernel places of an axis."""
    if not isinstance(padding, str):
        return counts(padding, len(kernel))
    if padding == "valid":
        return [(0, 0)] * len(kernel)
    assert padding == "same"
    # n · stride places are left: those of the inputs of TensorFlow's "same" convolution.
    # A negative number adds places.
    return [
        ((over := max(length - stride, 0)) // 2, length - stride - over // 2) for length, stride in zip(kernel, strides)
    ]
