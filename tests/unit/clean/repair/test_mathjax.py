"""MathJax's boxes are read back, whichever version drew them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

BOXES = {
    what: (found["boxes"], found["mathml"])
    for what, found in yaml.safe_load(Path(__file__).with_name("boxes.yaml").read_text("utf-8")).items()
}


def chtml(inside):
    return f'<mjx-container class="MathJax" jax="CHTML"><mjx-math class="MJX-TEX">{inside}</mjx-math></mjx-container>'


@pytest.mark.parametrize("what", BOXES)
def test_boxes_become_mathml(clean, what):
    boxes, mathml = BOXES[what]

    assert clean(chtml(boxes)) == f"<math>{mathml}</math>"


@pytest.mark.parametrize("what", BOXES)
def test_whatever_is_cut_off_nothing_breaks(clean, what):
    boxes, _mathml = BOXES[what]
    for end in range(0, len(boxes), 7):
        html = clean(f"<p>a {chtml(boxes[:end])} b</p>")

        assert html.startswith("<p>a ")
        assert "mjx" not in html


def test_a_payload_in_a_box_is_text(clean):
    for boxes, _mathml in BOXES.values():
        html = clean(
            chtml(boxes.replace("mjx-mtd>", "mjx-mtd><img src=x onerror=alert(1)>").replace("𝑥", "&lt;script>"))
        )

        assert "<img" not in html
        assert "<script" not in html
