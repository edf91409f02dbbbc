// Looks at one entry as a browser shows it: what text is seen, and how much there is of each construct.
// Scripts are off: a parser without scripting reads the HTML, and the page's own policy lets no handler run.

(() => {
  const HIDING = "style, script, template, noembed, noframes, [hidden]:not([hidden=until-found])";
  const GUTTERS = [
    "td.gutter", "td.gl", "td.linenos", "td.rouge-gutter", "td.hljs-ln-numbers", "td.blob-num", "td.crayon-nums",
    ".lineno", ".linenos", ".line-number", ".line-numbers", ".line-numbers-rows", ".line-numbers-wrapper",
    ".linenodiv", ".ln", ".lnt", ".linenumber", ".crayon-num", ".hljs-ln-n",
  ].join(",");

  function parsed(html, base) {
    const document_ = new DOMParser().parseFromString(`<!doctype html><base><div id="entry-root"></div>`, "text/html");
    if (base) document_.querySelector("base").href = base;
    const box = document_.getElementById("entry-root");
    // A fragment's parser, as a page that prints the text into its own would have; scripting is off in this document.
    box.innerHTML = html;
    return box;
  }

  const FOR_SCREEN_READERS = ".sr-only, .screen-reader-text, .visually-hidden, .visuallyhidden, .show-for-sr";

  const isText = (element) => element.innerText.replace(/[\u200b-\u200d\u2060\ufeff]/g, "").trim() !== "";
  const onlyNumbers = (element) => /^[\d\s.:|\u00a0]*$/.test(element.textContent);

  function isTracker(image, trackers) {
    const source = image.getAttribute("src") || "";
    const tiny = (name) => /^\s*0*[01](\.\d+)?(px)?\s*$/.test(image.getAttribute(name) || "");
    const style = image.getAttribute("style") || "";
    const styled = (name) => new RegExp(`(^|[;\\s])${name}\\s*:\\s*[01](px)?\\s*(!important)?\\s*(;|$)`).test(style);
    return (tiny("width") && tiny("height")) || (styled("width") && styled("height"))
      || trackers.some((part) => source.includes(part));
  }

  function scheme(address) {
    const match = /^([a-z][a-z0-9+.-]*):/i.exec(address);
    return match ? match[1].toLowerCase() : "";
  }

  function counts(box, options) {
    const all = (selector) => [...box.querySelectorAll(selector)];
    const isShown = (element) => !element.closest(HIDING) && element.getClientRects().length > 0;
    const isGutterTable = (table) => [...table.querySelectorAll("td,th")].some((cell) =>
      (cell.matches(GUTTERS) || cell.querySelector(GUTTERS)) && onlyNumbers(cell));
    const inCode = (element) => {
      const table = element.closest("table");
      return element.closest(GUTTERS) !== null
        || element.closest("pre, .highlight, .syntaxhighlighter, .crayon-syntax") !== null
        || (table !== null && isGutterTable(table));
    };
    const links = all("a[href]").filter((link) => !/^\s*(javascript|data|file|about)/i.test(link.getAttribute("href"))
      && (isText(link) || link.querySelector("img")) && isShown(link) && link.protocol !== "");
    const images = all("img").filter((image) => !isTracker(image, options.trackers) && !image.closest("noscript, picture noscript")
      && [...image.attributes].some((a) => /^(src|srcset|data-.*src.*|data-original|nitro-lazy-src)$/.test(a.name) && a.value.trim())
      && !image.closest("[hidden], [style*='display:none'], [style*='display: none']"));
    const known = new Set(all("[id]").map((e) => e.id.trim()).concat(all("a[name]").map((e) => e.name.trim())));
    const inPage = all("a[href*='#']").filter((link) => {
      if (!isText(link)) return false;
      const [address, ...rest] = link.getAttribute("href").trim().split("#");
      let name = rest.join("#");
      if (!known.has(name)) { try { name = decodeURIComponent(name); } catch { return false; } }
      const bare = (a) => a.replace(/^https?:\/\//, "").replace(/\/$/, "");
      return name && known.has(name) && (address === "" || options.bases.some((b) => bare(b.split("#")[0]) === bare(link.href.split("#")[0])));
    });
    const formulas = all("math").filter((m) => !m.closest("mjx-container, .katex")).length
      + all("mjx-container").length + all(".katex").filter((k) => !k.parentElement.closest(".katex")).length
      + all("script[type^='math/tex']").length + all("code.language-tex").filter((c) => !/^(\\[([]|\$\$)/.test(c.textContent)).length;
    const embeds = all("iframe, embed, object, frame").filter((e) => !e.parentElement.closest("object, iframe")
      && !e.closest("[hidden]") && /^(https?:)?\/\/|^\/|^[\w.-]+\//.test(
        (e.getAttribute("src") || e.getAttribute("data") || e.getAttribute("data-src") || (e.querySelector("param[name=movie],param[name=src]") || { getAttribute: () => "" }).getAttribute("value") || "").trim()));
    return {
      br: all("br").filter((e) => !inCode(e) && isShown(e.parentElement)).length,
      ladders: all("br").filter((e) => !inCode(e) && isShown(e.parentElement) && !isStep(e)).length,
      links: links.length,
      hrefs: links.map((link) => link.href),
      images: images.length,
      rows: all("tr").filter((row) => !isGutterTable(row.closest("table") || row) && isShown(row)).length,
      items: all("li").filter((item) => isShown(item) && !inCode(item)).length,
      starts: all("ol[start], ol[type], ol[reversed], li[value]").filter(isShown).length,
      headings: all("h1,h2,h3,h4,h5,h6").filter((h) => h.innerText.trim() && isShown(h)).length,
      fragments: inPage.length,
      formulas,
      embeds: embeds.length,
      dir: all("[dir]").filter((e) => /^(ltr|rtl|auto)$/i.test(e.getAttribute("dir").trim()) && isShown(e) && e.innerText).length,
      lang: all("[lang]").filter((e) => e.getAttribute("lang").trim() && isShown(e) && e.innerText && !e.closest("svg")).length,
      // What has nothing to play is no film: often it is a word in pointed brackets, or a poster.
      media: all("video, audio").filter((e) => e.hasAttribute("src") || e.hasAttribute("data-src") || e.querySelector("source")).length,
    };
  }

  /** Whether two line breaks stand before this one already, or it is all that an empty paragraph has. */
  function isStep(br) {
    const paragraph = br.closest("p");
    if (paragraph && !isText(paragraph) && !paragraph.querySelector("img, math, svg, iframe, object")) return true;
    let before = br, steps = 0;
    while ((before = before.previousSibling)) {
      if (before.nodeType === 3 && !before.data.trim()) continue;
      if (before.nodeName !== "BR") break;
      steps += 1;
    }
    return steps >= 2;
  }

  function listings(box) {
    const codes = [...box.querySelectorAll("pre")].filter((pre) => !pre.parentElement.closest("pre") && !pre.closest("[hidden]"));
    return codes.filter((pre) => !(pre.closest(GUTTERS) && onlyNumbers(pre)) && !(pre.querySelector(GUTTERS) && onlyNumbers(pre)))
      .map((pre) => {
        const copy = pre.cloneNode(true);
        for (const gutter of copy.querySelectorAll(GUTTERS)) if (onlyNumbers(gutter)) gutter.remove();
        for (const button of copy.querySelectorAll("button, style, script")) button.remove();
        pre.replaceWith(copy);
        const text = copy.innerText;
        copy.replaceWith(pre);
        // innerText makes two line ends of a box that ends with one, and none of an empty box.
        const boxed = pre.querySelector("div, li, p, tr, td, br, [style*=flex]") !== null;
        return [text.replace(/\u00a0/g, " ").replace(/[\s]+$/, "").replace(/^\n+/, ""), boxed];
      }).filter(([text]) => text !== "");
  }

  /** What the author's page would not show, though it has no style sheet here; and the second copy of formulas. */
  function leaveOut(box) {
    for (const katex of box.querySelectorAll(".katex")) {
      if (katex.querySelector(".katex-mathml math")) katex.querySelectorAll(".katex-html").forEach((e) => e.remove());
    }
    for (const container of box.querySelectorAll("mjx-container, .MathJax, .MathJax_SVG")) {
      const math = container.querySelector("math");
      if (math) container.replaceChildren(math);
    }
    box.querySelectorAll(".MathJax_Preview").forEach((e) => e.remove());
    box.querySelectorAll(FOR_SCREEN_READERS).forEach((e) => e.remove());
    // What is shown only where a browser is too old for what is meant.
    box.querySelectorAll("audio, video, canvas, iframe, object, embed").forEach((e) => e.replaceChildren());
    box.querySelectorAll("details").forEach((e) => { e.open = true; });
    box.querySelectorAll("annotation, annotation-xml").forEach((e) => e.remove());
  }

  // What a script of the author's page would uncover is meant to be read, and stays covered with us.
  const COVERED = ".spoiler, .spoilers, .su-spoiler, .bbcode_spoiler";

  function secrets(box) {
    return [...box.querySelectorAll("style, script, template, [hidden], [style*='display:none'], [style*='display: none']")]
      .filter((e) => !/^math\//.test(e.type || "") && !e.closest("svg") && !e.closest(COVERED) && e.getAttribute("hidden") !== "until-found")
      .map((e) => e.textContent.replace(/\s+/g, "")).filter((text) => text.length >= 8);
  }

  window.look = (html, options) => {
    const box = parsed(html, options.base);
    const host = document.createElement("div");
    document.body.replaceChildren(host);
    const root = host.attachShadow({ mode: "open" });
    const sheet = document.createElement("style");
    sheet.textContent = "noscript { display: inline !important } button, select { all: unset }";
    root.append(sheet, box);
    const hidden = secrets(box);
    const found = counts(box, options);
    const pre = listings(box);
    leaveOut(box);
    return { text: box.innerText, hidden, counts: found, listings: pre };
  };
})();
