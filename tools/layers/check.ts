/** The whole check of the layers, for one repository. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { checkDependencies, checkReferences, checkRootReferences, checkRows } from "./dependencies.ts";
import { checkImports } from "./imports.ts";
import { layers } from "./table.ts";
import type { Violation } from "./violation.ts";

export interface LayerReport {
  workspaces: number;
  violations: Violation[];
}

/** Checks the repository in a folder; no violation means that all is well. */
export function checkLayers(root: string): LayerReport {
  const present = layers.filter(({ folder }) => existsSync(join(root, folder, "package.json")));
  return {
    workspaces: present.length,
    violations: [
      ...checkRows(root),
      ...checkRootReferences(root),
      ...present.flatMap((layer) => [
        ...checkDependencies(root, layer),
        ...checkReferences(root, layer),
        ...checkImports(root, layer),
      ]),
    ],
  };
}
