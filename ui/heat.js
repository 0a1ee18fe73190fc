/* Draws the table of the coverage as a heat map above it, by Plotly. Whatever the figure shows is read from the table:
   names, numbers, colours, sentences and addresses. Without this script, and for screen readers, the table is all there is. */
(() => {
  const { plotly } = document.currentScript.dataset;
  const root = document.documentElement;
  const OPTIONS = { displayModeBar: false, doubleClick: false, showTips: false };
  let library = null;

  /* Plotly also carries street maps, whose style sheet the policy of the page refuses: an element of its name stands in for it. */
  const STREETS = "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53";

  const load = () => (library ??= new Promise((resolve, reject) => {
    document.head.append(Object.assign(document.createElement("meta"), { id: STREETS }));
    const script = Object.assign(document.createElement("script"), { src: plotly, onload: resolve, onerror: reject });
    document.head.append(script);
  }));

  /* Plotly reads a little markup in texts; the isolate keeps Urdu and Latin letters each in its own direction. */
  const safe = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  const isolate = (text) => `\u2068${safe(text)}\u2069`;
  const lines = (text, width) => {
    const rows = [""];
    for (const word of text.trim().split(/\s+/)) {
      if (rows.at(-1) && rows.at(-1).length + word.length >= width) rows.push("");
      rows.push(`${rows.pop()} ${word}`.trim());
    }
    return rows;
  };

  /* The browser's own colours, mixed ones too, as Plotly understands them. */
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return `rgb(${[...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)})`;
  };

  const read = (table) => {
    const rows = [...table.querySelectorAll("tbody tr")].map((row) => {
      const name = row.querySelector("th");
      const cells = [...row.querySelectorAll("td")].map((cell) => ({
        shade: Number(cell.className.match(/heat-(\d)/)[1]),
        style: getComputedStyle(cell),
        link: cell.querySelector("a"),
      }));
      return { name: name.textContent, group: !cells.length, cells };
    });
    const sources = [...table.querySelectorAll("thead th:not(:first-child)")].map((head) => ({
      title: head.querySelector("a").textContent,
      status: head.querySelector(".badge").textContent,
    }));
    return { rows, sources };
  };

  /* Sizes in pixels. Labels are set line by line: Nastaliq needs more room between lines than Plotly gives. */
  const measures = (box, { rows, sources }) => {
    const { fontFamily: family, color } = getComputedStyle(box);
    const narrow = box.parentElement.clientWidth < 600;
    const size = narrow ? 13 : 15;
    const pitch = size * (root.lang === "ur" ? 2 : 1.3);
    const names = rows.map(({ name }) => lines(name, narrow ? 24 : 60));
    const most = narrow ? 13 : sources.length > 3 ? 16 : 24;
    const heads = sources.map(({ title, status }) => [title, `(${status.trim()})`].flatMap((text) => lines(text, most)));
    canvas.font = `700 ${size}px ${family}`;
    const side = 12 + Math.max(...names.flat().map((line) => canvas.measureText(line).width));
    return {
      names, heads, pitch, side, narrow, font: { family, size, color: rgb(color) },
      row: Math.max(38, 10 + pitch * Math.max(...names.map((name) => name.length))),
      top: 10 + pitch * Math.max(...heads.map((head) => head.length)),
      width: Math.max(box.parentElement.clientWidth, Math.ceil(side + sources.length * (narrow ? 90 : 110))),
    };
  };

  const labels = ({ names, heads, pitch, narrow, font }, rows, rightToLeft) => {
    const text = { showarrow: false, borderpad: 0 };
    const beside = { ...text, xref: "paper", x: rightToLeft ? 1 : 0, xanchor: rightToLeft ? "left" : "right" };
    const down = names.flatMap((name, y) => name.map((line, number) => ({
      ...beside, y, text: isolate(line), xshift: rightToLeft ? 6 : -6, yshift: pitch * ((name.length - 1) / 2 - number),
      font: { weight: rows[y].group ? 700 : 400 },
    })));
    const across = heads.flatMap((head, x) => head.map((line, number) => ({
      ...text, x, yref: "paper", y: 1, yanchor: "bottom", text: isolate(line), font: { size: font.size - (narrow ? 2 : 0) }, yshift: pitch * (head.length - 1 - number),
    })));
    return [...down, ...across];
  };

  const traces = ({ narrow }, { rows, sources }, cells) => {
    const shades = new Map(cells.map((cell) => [cell.shade, rgb(cell.style.backgroundColor)]));
    const step = (shade) => shades.get(shade) ?? shades.values().next().value;
    const grid = (value) => rows.map((row) => sources.map((_, x) => (row.group ? null : value(row.cells[x]))));
    const sentence = (cell) => lines(cell.link.textContent, narrow ? 30 : 90).map(isolate).join("<br>");
    return [{
      type: "heatmap", z: grid((cell) => cell.shade), customdata: grid(sentence),
      colorscale: [0, 1, 2, 3, 4, 5].flatMap((shade) => [[shade / 6, step(shade)], [(shade + 1) / 6, step(shade)]]),
      zmin: -0.5, zmax: 5.5, showscale: false, xgap: 3, ygap: 3, hoverongaps: false, hovertemplate: "%{customdata}<extra></extra>",
    }, {
      type: "scatter", mode: "text", hoverinfo: "skip",
      x: cells.map((cell) => cell.x), y: cells.map((cell) => cell.y), text: cells.map((cell) => cell.link.firstChild.textContent),
      textfont: { color: cells.map((cell) => rgb(cell.style.color)), weight: 650 },
    }];
  };

  const figure = (box, read) => {
    const { rows, sources } = read;
    const sizes = measures(box, read);
    const rightToLeft = getComputedStyle(box.parentElement).direction === "rtl";
    const cells = rows.flatMap((row, y) => row.cells.map((cell, x) => ({ ...cell, x, y })));
    const silences = cells.filter((cell) => cell.shade === 0).map(({ x, y, style }) => ({
      type: "rect", x0: x - 0.46, x1: x + 0.46, y0: y - 0.4, y1: y + 0.4, line: { color: rgb(style.color), width: 2, dash: "4px,3px" },
    }));
    const across = [-0.5, sources.length - 0.5];
    const axis = { fixedrange: true, visible: false };
    const paper = rgb(getComputedStyle(box).backgroundColor);
    box.style.width = `${sizes.width}px`;
    return [traces(sizes, read, cells), {
      width: sizes.width, height: rows.length * sizes.row + sizes.top + 6, dragmode: false, showlegend: false, font: sizes.font,
      margin: { t: sizes.top, b: 6, l: rightToLeft ? 0 : sizes.side, r: rightToLeft ? sizes.side : 0 },
      paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
      hoverlabel: { bgcolor: paper, bordercolor: sizes.font.color, font: { ...sizes.font }, align: rightToLeft ? "right" : "left" },
      xaxis: { ...axis, range: rightToLeft ? across.reverse() : across }, yaxis: { ...axis, range: [rows.length - 0.5, -0.5] },
      shapes: silences, annotations: labels(sizes, rows, rightToLeft),
    }];
  };

  const draw = async (box) => {
    await Promise.all([load(), document.fonts.ready]);
    if (!box.isConnected) return;
    const found = read(box.nextElementSibling);
    box.role = "img";
    box.ariaLabel = box.nextElementSibling.caption.textContent;
    box.hidden = false;
    await Plotly.react(box, ...figure(box, found), OPTIONS);
    if (box.dataset.drawn) return;
    box.dataset.drawn = "yes";
    box.on("plotly_click", ({ points: [{ x, y }] }) => found.rows[y].cells[x].link.click());
  };

  /* The chat brings its table later, and another with every choice. */
  const find = () => document.querySelectorAll(".heat-map:not([data-seen])").forEach((box) => {
    box.dataset.seen = "yes";
    draw(box).catch(() => { box.hidden = true; });
  });
  const again = () => document.querySelectorAll(".heat-map[data-drawn]").forEach((box) => draw(box));
  let waiting;
  addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(again, 250); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  new MutationObserver(find).observe(root, { childList: true, subtree: true });
  find();
})();
