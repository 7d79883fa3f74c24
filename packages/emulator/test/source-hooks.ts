/** Lets Node run the sources of this package as they are: `./x.js` means `./x.ts` there. */
import { registerHooks } from "node:module";

const sources = ["../src/", "./"].map((folder) => new URL(folder, import.meta.url).href);

registerHooks({
  resolve(specifier, context, next) {
    const isOurs = specifier.startsWith(".") && sources.some((folder) => context.parentURL?.startsWith(folder));
    if (!isOurs) return next(specifier, context);
    return next(specifier.replace(/\.js$/, ".ts"), context);
  },
});
