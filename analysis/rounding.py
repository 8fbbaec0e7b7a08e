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

_POWERS = np.array([float(f"1e{power}") for power in range(23)])  # all exact as floats
_LARGEST = len(_POWERS) - 1


def rounded(values: Any) -> np.ndarray:
    """Round to `DIGITS`, by operations that IEEE 754 makes equal on all processors.

    Args:
        values: Numbers of any shape; infinite ones and those that are none stay as they are, those
            below 1e-12 keep fewer digits.

    Returns:
        An array of the same shape.
    """
    exact = np.asarray(values, dtype="float64")
    known = np.isfinite(exact) & (exact != 0)
    size = np.where(known, np.abs(exact), 1.0)
    places = DIGITS - 1 - np.floor(np.log10(size)).astype("int64")
    up = _POWERS[np.clip(places, 0, _LARGEST)]
    down = _POWERS[np.clip(-places, 0, _LARGEST)]
    shifted = np.where(known, exact, 0.0) * up / down
    result: np.ndarray = np.where(known, np.rint(shifted) * down / up, exact)
    return result
