/* Heaviest first; a label takes the first free side of its dot, or stays away until there is room. */

const LABEL_FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif';
const LABEL_LETTERS = 44; // a longer name is cut on the map; tip, card and tables have all of it
const LABEL_END = 13;
const ALWAYS_NAMED = 15; // the best linked actors on screen are named even where that covers the dots of others
const MOST_LABELS = 140;
const MOST_TRIES = 420;

const labelWidths = new Map();

/* The name as the map shows it: a long one is cut in its middle, between letters, for its end may tell it from others. */
const segments = "Segmenter" in Intl ? new Intl.Segmenter(lang) : null;
const shortNames = new Map();
function shortName(node) {
  if (node.label.length <= LABEL_LETTERS) return node.label;
  if (!shortNames.has(node.label)) {
    const letters = segments ? Array.from(segments.segment(node.label), ({ segment }) => segment) : [...node.label];
    shortNames.set(node.label, letters.length > LABEL_LETTERS ? `${letters.slice(0, LABEL_LETTERS - LABEL_END).join("").trimEnd()}…${letters.slice(1 - LABEL_END).join("").trimStart()}` : node.label);
  }
  return shortNames.get(node.label);
}

const labelFont = (node, size) => `${node.generic ? "italic " : ""}${node.size > 15 ? 600 : 500} ${size}px ${LABEL_FONT}`;

function labelWidth(context, node, text, size) {
  const key = `${node.generic}|${node.size > 15}|${text}`;
  if (!labelWidths.has(key)) {
    context.font = labelFont(node, 100);
    labelWidths.set(key, context.measureText(text).width / 100);
  }
  return labelWidths.get(key) * size;
}

/* In the order in which they get their place: what is pointed at, what is selected, the best linked. */
function* candidates() {
  const first = [model.nodes.get(map.hovered), ...selectedEnds()].filter((node) => node?.isShown);
  yield* first;
  if (map.part) yield* map.order.filter((node) => map.part.nodes.has(node));
  else yield* map.order;
}

function drawLabels(context) {
  const scale = map.network.getScale();
  const area = viewArea();
  const zoom = scale / Math.min(1.25, Math.max(0.85, scale)); // labels stay legible, there are only fewer of them
  const dots = new Boxes(64 / scale);
  const names = new Boxes(64 / scale);
  for (const node of visible.nodes) if (isInside(node, area)) dots.add(around(node, radius(node) * 0.8));
  const insistent = new Set([map.hovered, ...selectedEnds().map(({ id }) => id)]);
  const done = new Set();
  const [ink, muted, stage] = ["--ink", "--muted", "--stage"].map(cssColor);
  map.labels = [];
  let tries = 0;
  context.save();
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  for (const node of candidates()) {
    if (done.has(node) || !isInside(node, area)) continue;
    done.add(node);
    tries += 1;
    if (map.labels.length >= MOST_LABELS / (map.isHurried ? 3 : 1) || tries > MOST_TRIES) break;
    const text = shortName(node);
    const size = (11 + Math.min(5.5, (node.size - 7) * 0.28)) / zoom;
    const sides = labelSides(node, radius(node), labelWidth(context, node, text, size), size, area);
    const isFree = (box) => box.left > area.left && box.right < area.right && !names.meets(box);
    const box = sides.find((side) => isFree(side) && !dots.meets(side)) ?? (tries <= ALWAYS_NAMED ? sides.find(isFree) : null) ?? (insistent.has(node.id) ? sides[0] : null);
    if (!box) continue;
    names.add(box);
    map.labels.push({ node, text, box, size });
    context.font = labelFont(node, size);
    context.lineWidth = 4 / scale;
    context.strokeStyle = stage;
    context.globalAlpha = 0.9;
    context.strokeText(text, box.x, box.y);
    context.globalAlpha = 1;
    context.fillStyle = node.generic ? muted : ink;
    context.fillText(text, box.x, box.y);
  }
  context.restore();
}

/* Boxes by the cells of a grid, so that a box is compared to those near it alone. */
class Boxes {
  constructor(cell) {
    this.cell = cell;
    this.cells = new Map();
  }

  *keys({ left, right, top, bottom }) {
    for (let x = Math.floor(left / this.cell); x <= Math.floor(right / this.cell); x += 1) {
      for (let y = Math.floor(top / this.cell); y <= Math.floor(bottom / this.cell); y += 1) yield x * 100_003 + y;
    }
  }

  add(box) {
    for (const key of this.keys(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }

  meets(box) {
    for (const key of this.keys(box)) if (this.cells.get(key)?.some((other) => overlaps(box, other))) return true;
    return false;
  }
}

const around = (at, reach) => ({ left: at.x - reach, right: at.x + reach, top: at.y - reach, bottom: at.y + reach });
const boxAt = (x, y, width, size) => ({ x, y, left: x - width / 2 - size * 0.2, right: x + width / 2 + size * 0.2, top: y - size * 0.62, bottom: y + size * 0.62 });
const overlaps = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/* Sides of a dot in order of preference; above and below, a label may slide along to stay in view. */
const SIDES = [[0, 1], [0, -1], [1, 0], [-1, 0], [0.6, 1], [-0.6, 1], [0.6, -1], [-0.6, -1]];

function labelSides(at, reach, width, size, area) {
  return SIDES.map(([across, down]) => {
    const x = at.x + across * (down ? width / 2 : reach + width / 2 + size * 0.4);
    const slid = Math.max(area.left + width / 2 + size * 0.4, Math.min(area.right - width / 2 - size * 0.4, x));
    return boxAt(down && Math.abs(slid - at.x) < width / 2 ? slid : x, at.y + down * (reach + size * 0.85), width, size);
  });
}
