"""Round what is computed, so that every processor ranks, compares and writes the same numbers."""

from typing import Any

import numpy as np

DIGITS = 10
"""Significant digits that are kept of every computed number.

The last bits of `log`, `exp`, powers and matrix products differ between processors and libraries:
numpy takes other loops where AVX-512 is there, OpenBLAS other kernels. They agree in some 15
digits. Ten are more than any reader needs, and leave five in which those differences vanish; two
processors still part only where a number lies within 1e-15 of the middle between two of ten digits,
which is one number in some 100,000 of those whose last bits differ at all.
"""


def rounded(values: Any) -> np.ndarray:
    """Round to `DIGITS`, as Python writes a number with so many: exactly, so on all processors.

    Args:
        values: Numbers of any shape; infinite ones and those that are none stay as they are.

    Returns:
        An array of the same shape.
    """
    exact = np.asarray(values, dtype="float64")
    short = [float(f"{value:.{DIGITS}g}") for value in exact.ravel().tolist()]
    return np.array(short).reshape(exact.shape)
