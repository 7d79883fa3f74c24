/** Which requests go wrong, and how: rules as data, and how often each has been used. */
import * as z from "zod/mini";
import { declaredEndpoints } from "../declared.js";
import { EmulatorError } from "../emulator-error.js";
import type { PortalRequest } from "../portal-request.js";
import { describeAll, inWords } from "../words.js";

const count = z.int().check(z.gte(0));
const milliseconds = z.number().check(z.gte(0), z.lte(86_400_000));
const errorStatus = z.int().check(z.gte(400), z.lte(599));
const pageStatus = z.int().check(z.gte(200), z.lte(599));

const effectSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("status"), status: errorStatus, retryAfter: z.optional(z.string()) }),
  z.strictObject({ kind: z.literal("latency"), ms: milliseconds, by: z.optional(z.enum(["real", "virtual"])) }),
  z.strictObject({ kind: z.literal("htmlPage"), status: z.optional(pageStatus) }),
  z.strictObject({ kind: z.literal("truncatedJson") }),
  z.strictObject({ kind: z.literal("drop"), when: z.enum(["before", "after"]) }),
  z.strictObject({ kind: z.literal("failTask"), reason: z.optional(z.string()) }),
  z.strictObject({ kind: z.literal("slowTask"), ms: milliseconds }),
  z.strictObject({ kind: z.literal("byteOrderMark"), isPresent: z.boolean() }),
  z.strictObject({ kind: z.literal("rewriteHtml") }),
]);

const operationIds = new Set(declaredEndpoints.map(({ id }) => id));
const operationId = z.string().check(
  z.refine((id) => operationIds.has(id), {
    error: ({ input }) => `there is no operation "${String(input).slice(0, 100)}"`,
  }),
);

/** Any other fits no request. */
const pathPattern = z
  .string()
  .check(z.regex(/^[/*][^?#]*$/, 'must begin with "/" or "*" and have no query, such as /api/v1/projects/*'));

const matchSchema = z.strictObject({
  method: z.optional(z.string()),
  path: z.optional(pathPattern),
  endpoint: z.optional(operationId),
  times: z.optional(z.int().check(z.gte(1))),
  after: z.optional(count),
});

const ruleSchema = z.strictObject({ match: z._default(matchSchema, {}), effect: effectSchema });

/**
 * What goes wrong with a request that fits.
 *
 * - `status`: answered with this status as an error of the API; nothing is done. `retryAfter` becomes the header.
 * - `latency`: done after a while, by the real time or that of the portal's clock.
 * - `htmlPage`: answered with a page, as by a proxy (502 when no status is given); nothing is done.
 * - `truncatedJson`: done, but the answer ends in the middle.
 * - `drop`: the connection breaks `before` anything was done, or `after` all was done.
 * - `failTask`, `slowTask`: the task that it starts fails, or takes so long by the portal's clock.
 * - `byteOrderMark`: the answer begins with the mark or does not, whatever the portal does otherwise.
 * - `rewriteHtml`: the HTML is written in another way when it is saved, as editors do.
 */
export type FaultEffect = z.infer<typeof effectSchema>;

/** Which requests: all conditions have to fit. Without any, every request but those to the control API. */
export interface FaultMatch {
  readonly method?: string | undefined;
  /** Path without the query; `*` stands for anything: `/api/v1/projects/*`. */
  readonly path?: string | undefined;
  /** Id of an operation, such as `topics.create`. */
  readonly endpoint?: string | undefined;
  /** How many requests, 1 at least, then the rule is used up. @default all */
  readonly times?: number | undefined;
  /** How many that fit are left alone first. @default 0 */
  readonly after?: number | undefined;
}

/** One rule. The first that fits a request is used. */
export interface FaultRule {
  readonly match?: FaultMatch | undefined;
  readonly effect: FaultEffect;
}

/** A rule in use. */
export interface ActiveFault extends FaultRule {
  readonly id: string;
  /** How many requests it fitted, including those that were left alone. */
  readonly seen: number;
}

type AskedFor = Pick<PortalRequest, "method" | "url">;

export interface FaultRules {
  /** @throws EmulatorError when it is not a rule, or names an operation that the API does not have. */
  add(rule: FaultRule): ActiveFault;
  list(): ActiveFault[];
  /** False when there is no such rule. */
  remove(id: string): boolean;
  clear(): void;
  /** Notes the request, and gives what goes wrong with it. */
  choose(request: AskedFor): FaultEffect | undefined;
}

/** `nameOperations` gives the ids of the operations that a request may mean. */
export function createFaultRules(nameOperations: (request: AskedFor) => readonly string[]): FaultRules {
  const rules = new Map<string, ActiveFault>();
  let last = 0;

  function fits({ match = {} }: FaultRule, request: AskedFor): boolean {
    const { method, path, endpoint } = match;
    if (method !== undefined && method.toUpperCase() !== request.method) return false;
    if (path !== undefined && !toPattern(path).test(request.url.pathname)) return false;
    return endpoint === undefined || nameOperations(request).includes(endpoint);
  }

  return {
    add(rule) {
      const { success, error } = ruleSchema.safeParse(rule, inWords);
      if (!success)
        throw new EmulatorError("fault", `The fault rule does not fit. ${describeAll("field", error, "rule")}`);
      const id = String(++last);
      const added = { ...rule, id, seen: 0 };
      rules.set(id, added);
      return added;
    },
    list: () => [...rules.values()],
    remove: (id) => rules.delete(id),
    clear() {
      rules.clear();
    },
    choose(request) {
      for (const rule of rules.values()) {
        if (!fits(rule, request)) continue;
        const { after = 0, times = Infinity } = rule.match ?? {};
        rules.set(rule.id, { ...rule, seen: rule.seen + 1 });
        if (rule.seen >= after && rule.seen < after + times) return rule.effect;
      }
      return undefined;
    },
  };
}

function toPattern(path: string): RegExp {
  const escaped = path.replace(/[\\^$.*+?()[\]{}|]/g, (sign) => (sign === "*" ? ".*" : `\\${sign}`));
  return new RegExp(`^${escaped}$`);
}
