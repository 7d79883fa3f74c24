/** Lets Node run the sources of this package as they are: `./x.js` means `./x.ts` there. */
import { registerHooks } from "node:module";

const sources = new URL("../", import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    const isOurs = specifier.startsWith(".") && context.parentURL?.startsWith(sources) === true;
    if (!isOurs || context.parentURL?.includes("/node_modules/")) return next(specifier, context);
    return next(specifier.replace(/\.js$/, ".ts"), context);
  },
});
