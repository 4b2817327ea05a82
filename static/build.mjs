// Builds static/dist from static/src and the npm packages: one stylesheet, our scripts, fonts, icons, chart.js.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "..", "node_modules");
const src = join(here, "src");
const dist = join(here, "dist");

rmSync(dist, { recursive: true, force: true });
for (const folder of ["css", "js", "fonts", "img"]) mkdirSync(join(dist, folder), { recursive: true });

for (const name of ["app", "print", "print-a3"]) {
  const { css } = compile(join(src, "scss", `${name}.scss`), {
    loadPaths: [modules],
    style: "compressed",
    quietDeps: true,
    silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"], // Bootstrap 5.3 is written with @import
  });
  writeFileSync(join(dist, "css", `${name}.css`), css);
}

cpSync(join(src, "js"), join(dist, "js"), { recursive: true });
cpSync(join(src, "img"), join(dist, "img"), { recursive: true });
// without the address of a source map that is not shipped: collectstatic refuses a reference to a missing file
const chart = readFileSync(join(modules, "chart.js", "dist", "chart.umd.min.js"), "utf8");
writeFileSync(join(dist, "js", "chart.js"), chart.replace(/^\/\/# sourceMappingURL=.*$/m, ""));

const fonts = [
  ["@fontsource-variable/golos-text", /wght-normal\.woff2$/],
  ["@fontsource/tinos", /(cyrillic|latin)(-ext)?-(400|700)-(normal|italic)\.woff2$/],
];
for (const [name, wanted] of fonts) {
  const files = join(modules, name, "files");
  for (const file of readdirSync(files)) if (wanted.test(file)) cpSync(join(files, file), join(dist, "fonts", file));
}
