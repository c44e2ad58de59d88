"""The networks of the race of eight bits, with random numbers."""

import layers


class Net(layers.Net):
    """A network whose zero points leave room on both sides: at the ends, a relu would let nothing through."""

    def zero_point(self):
        return int(self.random.integers(-60, 1))

    def spread(self, fan):
        """A part of what is usual, so that differences between samples outlast many layers."""
        return super().spread(fan) // 3


def keywords():
    net = Net(1, [49, 10, 1]).conv(64, (10, 4), strides=2, padding="same", activation="relu")
    for _ in range(4):
        net.conv(64, 3, padding="same", depthwise=True, activation="relu").conv(64, 1, activation="relu")
    return net.global_average(False).flatten().dense(12)


def resnet8():
    net = Net(2, [32, 32, 3]).conv(16, 3, padding="same", activation="relu")
    for filters, strides in ((16, 1), (32, 2), (64, 2)):
        start = net.last
        net.conv(filters, 3, strides=strides, padding="same", activation="relu").conv(filters, 3, padding="same")
        inner, short = net.last.name, start.name
        if strides != 1:
            net.last = start
            net.conv(filters, 1, strides=strides, padding="same")
            net.layers[-1]["inputs"] = start.name
            short = net.last.name
        net.merge("add", short, inner, "relu")
    return net.global_average(False).flatten().dense(10)


def anomalies():
    net = Net(3, [640])
    for units in [128] * 4 + [8] + [128] * 4:
        net.dense(units, "relu")
    return net.dense(640)


def motion():
    net = Net(4, [128, 3]).conv(16, 5, activation="relu").pool("max", 2).conv(32, 5, activation="relu")
    return net.pool("average", net.last.shape[0]).flatten().dense(6)


def images():
    net = Net(5, [28, 28, 1]).conv(8, 3, activation="relu").pool("max", 2).conv(16, 3, activation="relu")
    return net.pool("max", 2).flatten().dense(10)


NETWORKS = {f.__name__: f for f in (keywords, resnet8, anomalies, motion, images)}
