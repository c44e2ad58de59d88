"""A policy with memory that balances a pole on a cart, from positions alone."""

import torch
from torch import nn

from modelfile import write
from training.torch_layers import dense, gru, parameters
from training.versions import TORCH

UNITS = 8
# The cart and the pole of Barto, Sutton and Anderson: SI units, half the length of the pole.
GRAVITY, CART, POLE, LENGTH, FORCE = 9.8, 1.0, 0.1, 0.5, 10.0
SECONDS = 0.02
# Of training: its steps, and the steps and the starts of the simulation in each.
ROUNDS, STEPS, STARTS, RATE = 200, 200, 64, 0.02
# Of the measure: ten seconds each, without an angle or a place beyond these.
TRIALS, TRIAL, ANGLE, PLACE = 1_000, 500, 0.5, 2.4
# Of a test case.
SHORT = 40


def starts(count):
    """Positions, velocities, angles and angular velocities, side by side."""
    most = torch.tensor([1.0, 0.2, 0.2, 0.2], dtype=torch.float64)
    return (2 * torch.rand(count, 4, dtype=torch.float64) - 1) * most


def move(state, action):
    """What the cart does in a step, for an action between -1 and 1."""
    position, velocity, angle, turn = state.unbind(1)
    sin, cos, mass = angle.sin(), angle.cos(), CART + POLE
    pushed = (FORCE * action + POLE * LENGTH * turn**2 * sin) / mass
    turned = (GRAVITY * sin - cos * pushed) / (LENGTH * (4 / 3 - POLE * cos**2 / mass))
    changes = velocity, pushed - POLE * LENGTH * turned * cos / mass, turn, turned
    return state + SECONDS * torch.stack(changes, 1)


def seen(state):
    """The position of the cart and the angle of the pole; the policy has to find out how fast they are."""
    return state[:, [0, 2]]


class Policy(nn.Module):
    def __init__(self):
        super().__init__()
        self.gru = nn.GRU(2, UNITS)
        self.action = nn.Linear(UNITS, 1)

    def forward(self, observation, memory=None):
        states, memory = self.gru(observation[None], memory)
        return torch.tanh(self.action(states[0])), memory


def simulate(policy, state, steps):
    """The states and the actions of each step, [step, start, …]."""
    memory, states, actions = None, [], []
    for _ in range(steps):
        action, memory = policy(seen(state), memory)
        states.append(state)
        actions.append(action)
        state = move(state, action[:, 0])
    return torch.stack(states), torch.stack(actions)


def train():
    """Follows the gradient of the cost through the simulation."""
    torch.manual_seed(0)
    policy = Policy().double()
    optimizer = torch.optim.Adam(policy.parameters(), lr=RATE)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, ROUNDS)
    for number in range(ROUNDS):
        # Longer and longer ones: at first the pole soon falls, and there is nothing to learn from what comes then.
        states, actions = simulate(policy, starts(STARTS), STEPS * (number + 100) // (ROUNDS + 100))
        position, _, angle, _ = states.unbind(2)
        cost = (angle**2 + 0.2 * position**2).clamp(max=4.0).mean() + 0.001 * (actions**2).mean()
        optimizer.zero_grad()
        cost.backward()
        nn.utils.clip_grad_norm_(policy.parameters(), 1.0)
        optimizer.step()
        schedule.step()
    return policy.eval()


def balance(folder):
    policy = train()
    layers = [gru(policy.gru), dense(policy.action, "tanh")]
    with torch.no_grad():
        torch.manual_seed(1)
        states, _ = simulate(policy, starts(TRIALS), TRIAL)
        position, _, angle, _ = states.abs().amax(0).unbind(1)
        held = int(((angle < ANGLE) & (position < PLACE)).sum())
        end = states[-1].abs().mean(0)
        checks = []
        for trial in range(2):
            # What a sensor of few digits sees, whatever the policy does then.
            observations = seen(states[:SHORT, trial]).round(decimals=4)
            outputs, _ = policy.gru(observations[:, None])
            actions = torch.tanh(policy.action(outputs[:, 0]))
            checks.append((observations.numpy(), actions.numpy()))
    comment = f"""
Balances a pole on a cart, {1 / SECONDS:.0f} times a second: a stream of observations, the position of the cart
in metres and the angle of the pole in radians. Velocities are not seen; the policy remembers what it
needs. The output is the force, from -1 to 1, in units of {FORCE:g} newtons. {parameters(layers)} parameters.

Made by models/train.py with {TORCH}: Adam with a cosine schedule,
{ROUNDS} steps along the gradient of the cost through a simulation, from {STARTS} starts at a time. The cart and
the pole are those of A. G. Barto, R. S. Sutton and C. W. Anderson, "Neuronlike adaptive elements that
can solve difficult learning control problems", IEEE Transactions on Systems, Man, and Cybernetics 13,
1983. Parameters are rounded to f32. Of {TRIALS} other starts, up to 1 m and 0.2 rad away and moving, it
holds the pole for {TRIAL * SECONDS:g} seconds in {held}, and ends {end[0] * 100:.0f} cm and {end[2]:.3f} rad away on average.

The checks are PyTorch's outputs in f64, before rounding, for the first steps of two of those starts.
"""
    description = (
        "The force that balances a pole on a cart, from its position and the angle of the pole, 50 times a second."
    )
    names = {"input_names": ["position", "angle"], "output_names": ["force"]}
    write(folder / "balance.toml", comment, "Balance", description, layers, checks, 1e-5, stream=True, **names)
    return f"{held} of {TRIALS} poles held"
