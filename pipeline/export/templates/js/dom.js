// Building blocks of the document. Text from documents enters as text nodes only.

const byId = (id) => document.getElementById(id);

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== null) node.setAttribute(name, value);
  }
  node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

function svgElement(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// Shapes of classes in a square of side 2 around the origin; a circle is one by itself.
const SHAPES = {
  square: [
    [-0.85, -0.85],
    [0.85, -0.85],
    [0.85, 0.85],
    [-0.85, 0.85],
  ],
  triangle: [
    [0, -1.05],
    [1.05, 0.8],
    [-1.05, 0.8],
  ],
  wedge: [
    [0, 1.05],
    [1.05, -0.8],
    [-1.05, -0.8],
  ],
  diamond: [
    [0, -1.15],
    [1.15, 0],
    [0, 1.15],
    [-1.15, 0],
  ],
  hexagon: [
    [1, 0],
    [0.5, 0.87],
    [-0.5, 0.87],
    [-1, 0],
    [-0.5, -0.87],
    [0.5, -0.87],
  ],
};

function shapeElement(shape, x, y, r, fill) {
  const tenth = (value) => value.toFixed(1);
  if (!SHAPES[shape]) return svgElement("circle", { cx: tenth(x), cy: tenth(y), r: tenth(r), fill });
  const points = SHAPES[shape].map(([dx, dy]) => `${tenth(x + dx * r)},${tenth(y + dy * r)}`).join(" ");
  return svgElement("polygon", { points, fill });
}

const symbol = (cls) =>
  svgElement(
    "svg",
    { viewBox: "-8 -8 16 16", class: "symbol", "aria-hidden": "true" },
    shapeElement(cls.shape, 0, 0, 6, `var(--c${cls.colour})`),
  );

const button = (cls, onclick, ...children) => element("button", { type: "button", class: cls, onclick }, ...children);
const row = (onclick, ...children) => element("li", {}, button("row", onclick, ...children));
const section = (title, ...children) => (children.flat(3).length ? [element("h2", {}, title), ...children] : []);
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const count = (number, one, more) => `${number.toLocaleString("en")} ${number === 1 ? one : more}`;

// A time as people read it: 62 is 1:02.
function clock(seconds) {
  const whole = Math.floor(seconds),
    two = (value) => String(value).padStart(2, "0");
  const minutes = Math.floor(whole / 60) % 60,
    hours = Math.floor(whole / 3600);
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

const themeColour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
