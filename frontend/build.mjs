// Builds what a page loads, and the licences of what is in it, into the folder Django serves from.
import { build } from "esbuild";
import { cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync, inflateSync } from "node:zlib";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const served = join(here, "..", "src", "wholeplace", "ui", "static", "built");
const built = join(modules, ".built"); // moved into place when it is whole, so that no page meets half of it
const font = join(modules, "@fontsource", "atkinson-hyperlegible");
const FONTS = ["latin-400", "latin-700", "latin-ext-400", "latin-ext-700"];
const ON_PAPER = {
  "@embedpdf/fonts-arabic": "fonts/NotoNaskhArabic-Regular.ttf",
  "@embedpdf/fonts-sc": "fonts/NotoSansHans-Regular.otf",
  "@expo-google-fonts/noto-emoji": "400Regular/NotoEmoji_400Regular.ttf",
}; // for papers alone: letters that our own font has not; no page loads them
const LICENCES = { "govuk-frontend": "README.md", "htmx.org": "LICENSE", "@fontsource/atkinson-hyperlegible": "LICENSE",
  "@embedpdf/fonts-arabic": "LICENSE", "@embedpdf/fonts-sc": "LICENSE", "@expo-google-fonts/noto-emoji": "LICENSE_FONT" };

async function styles() {
  const { css } = compile(join(here, "scss", "wholeplace.scss"), {
    loadPaths: [modules],
    quietDeps: true,
    style: "compressed",
  });
  if (/GDS Transport|style=|@import/.test(css)) throw new Error("The styles hold what they must not.");
  await writeFile(join(built, "wholeplace.css"), css);
}

async function scripts() {
  const options = { bundle: true, minify: true, format: "esm", target: "es2020", legalComments: "eof" };
  await build({ ...options, entryPoints: [join(here, "wholeplace.mjs")], outfile: join(built, "wholeplace.js") });
  await build({ ...options, entryPoints: [join(here, "passkeys.mjs")], outfile: join(built, "passkeys.js") });
  await build({ ...options, entryPoints: [join(here, "moving.mjs")], outfile: join(built, "moving.js") });
  await cp(join(modules, "htmx.org", "dist", "htmx.min.js"), join(built, "htmx.js"));
}

async function pictures() {
  await cp(join(here, "mark.svg"), join(built, "mark.svg"));
}

async function fonts() {
  await mkdir(join(built, "fonts"));
  for (const name of FONTS) {
    const file = `atkinson-hyperlegible-${name}-normal.woff2`;
    await cp(join(font, "files", file), join(built, "fonts", file));
    if (file.includes("latin-ext")) continue; // one file a family: the drawing programs take the first they find
    const woff = await readFile(join(font, "files", file.replace("woff2", "woff")));
    await writeFile(join(built, "fonts", file.replace("woff2", "ttf")), unpacked(woff));
  }
  for (const [name, file] of Object.entries(ON_PAPER)) {
    await cp(join(modules, name, file), join(built, "fonts", file.split("/").at(-1)));
  }
}

// The TrueType font inside a WOFF file, for pictures and papers drawn by the server.
function unpacked(woff) {
  if (woff.toString("latin1", 0, 4) !== "wOFF") throw new Error("This is no WOFF font.");
  const count = woff.readUInt16BE(12);
  const found = Array.from({ length: count }, (_, place) => 44 + 20 * place).map((at) => {
    const [offset, packed, size] = [4, 8, 12].map((step) => woff.readUInt32BE(at + step));
    const data = woff.subarray(offset, offset + packed);
    return { tag: woff.subarray(at, at + 4), sum: woff.readUInt32BE(at + 16), data: packed < size ? inflateSync(data) : data };
  });
  const head = Buffer.alloc(12 + 16 * count);
  const power = Math.floor(Math.log2(count));
  woff.copy(head, 0, 4, 8);
  [count, 16 * 2 ** power, power, 16 * (count - 2 ** power)].forEach((value, place) => head.writeUInt16BE(value, 4 + 2 * place));
  const parts = [head];
  let offset = head.length;
  found.forEach(({ tag, sum, data }, place) => {
    tag.copy(head, 12 + 16 * place);
    [sum, offset, data.length].forEach((value, step) => head.writeUInt32BE(value, 16 + 16 * place + 4 * step));
    const padded = Buffer.concat([data, Buffer.alloc(-data.length & 3)]);
    parts.push(padded);
    offset += padded.length;
  });
  return Buffer.concat(parts);
}

async function licences() {
  await mkdir(join(built, "licences"));
  for (const [name, file] of Object.entries(LICENCES)) {
    await cp(join(modules, name, file), join(built, "licences", `${name.replaceAll(/[@/]/g, "-").replace(/^-/, "")}.txt`));
  }
}

async function sizes() {
  let total = 0;
  for (const name of ["wholeplace.css", "wholeplace.js", "htmx.js", ...FONTS.slice(0, 2).map((each) => `fonts/atkinson-hyperlegible-${each}-normal.woff2`)]) {
    const size = gzipSync(await readFile(join(built, name))).length;
    total += size;
    console.log(`${name} ${(size / 1024).toFixed(1)} KB`);
  }
  console.log(`A page in English loads ${(total / 1024).toFixed(1)} KB, compressed.`);
  if (total > 100 * 1024) throw new Error("A page loads more than 100 KB.");
}

await rm(built, { recursive: true, force: true });
await mkdir(built, { recursive: true });
await styles();
await scripts();
await pictures();
await fonts();
await licences();
await sizes();
await mkdir(dirname(served), { recursive: true });
await rm(served, { recursive: true, force: true });
await rename(built, served);
