// An arrow from the old place of everybody who was moved to the new one; the names say it in words too.
"use strict";

const frame = document.querySelector(".nine-frame");
const SVG = "http://www.w3.org/2000/svg";

function drawn(tag, attributes) {
  const found = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) found.setAttribute(name, value);
  return found;
}

function ends(from, to, within) {
  const [one, other] = [from, to].map((chip) => chip.getBoundingClientRect());
  const middle = (box) => [box.left + box.width / 2 - within.left, box.top + box.height / 2 - within.top];
  const edge = (box, [x, y], [dx, dy]) => {
    const reach = Math.min(box.width / 2 / Math.abs(dx || 1e-9), box.height / 2 / Math.abs(dy || 1e-9));
    return [x + dx * reach, y + dy * reach];
  };
  const [a, b] = [middle(one), middle(other)];
  const way = [b[0] - a[0], b[1] - a[1]];
  return [edge(one, a, way), edge(other, b, [-way[0], -way[1]])];
}

function arrow([x1, y1], [x2, y2]) {
  const angle = Math.atan2(y2 - y1, x2 - x1);
  const wing = (turn) => `${x2 - 8 * Math.cos(angle + turn)} ${y2 - 8 * Math.sin(angle + turn)}`;
  return [
    drawn("path", { d: `M${x1} ${y1}L${x2} ${y2}` }),
    drawn("path", { class: "head", d: `M${x2} ${y2}L${wing(0.4)}L${wing(-0.4)}Z` }),
  ];
}

function draw() {
  frame.querySelector(".nine-lines")?.remove();
  const within = frame.getBoundingClientRect();
  const lines = drawn("svg", { class: "nine-lines", "aria-hidden": "true" });
  for (const from of frame.querySelectorAll("[data-from]")) {
    const to = frame.querySelector(`[data-to="${CSS.escape(from.dataset.from)}"]`);
    if (to) lines.append(...arrow(...ends(from, to, within)));
  }
  if (lines.children.length) frame.append(lines);
}

if (frame) new ResizeObserver(draw).observe(frame);
