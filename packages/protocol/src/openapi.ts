/** The OpenAPI 3.1 document, made from the endpoint declarations and from nothing else. */
import type { Endpoint } from "./endpoint.js";
import type * as resources from "./endpoints.js";
import { listEndpoints } from "./list-endpoints.js";
import type { ExampleExchange, OpenApiDocument } from "./openapi-document.js";
import { sharedErrorResponses } from "./openapi-errors.js";
import { mergeOperations, openApiPath, pathKey, toDeclaredOperation } from "./openapi-operations.js";
import { createSchemaSet } from "./openapi-schemas.js";

export type {
  DeclaredOperation,
  ExampleExchange,
  JsonSchema,
  MediaType,
  OpenApiContent,
  OpenApiDocument,
  OpenApiMedia,
  OpenApiOperation,
  OpenApiParameter,
  OpenApiResponse,
  Reference,
} from "./openapi-document.js";

/** What {@link createOpenApiDocument} takes besides the endpoints. */
export interface OpenApiOptions {
  /** Recorded exchanges by endpoint id. */
  readonly examples?: Readonly<Record<string, ExampleExchange>>;
}

const resourceDescriptions: Readonly<Record<keyof typeof resources, string>> = {
  projects: "Projects, and what concerns projects and publications alike.",
  publications: "Publications: made from a project, updated, shown to readers, exported.",
  topics: "Topics of projects and publications.",
  toc: "The table of contents of a project.",
  users: "Contributors and power readers.",
  storage: "Files and folders in the portal's Storage.",
  search: "Full-text search.",
  reports: "What readers looked for and read.",
  tasks: "Long operations.",
};

const info = {
  title: "ClickHelp REST API, an unofficial description",
  version: "v1",
  summary: "What is publicly known of the REST API of ClickHelp portals.",
  description:
    "Made from the endpoint declarations of clickhelp-js, which is not made by ClickHelp. Not every operation is publicly documented: " +
    "`evidence` in `x-clickhelp-operations` says how well each is known. Where ClickHelp tells operations of one method and path apart by the " +
    "query or by a field of the body, they are one operation here, and `x-clickhelp-operations` lists them one by one, with the path as " +
    "the API's reference prints it, which for imports ends in a slash. `x-evidence` marks what is known less well than its surroundings.",
  license: { name: "MIT", identifier: "MIT" },
};

const servers = [
  {
    url: "https://{portal}/api/v1",
    description: "A portal. Only HTTPS, TLS 1.2 or newer.",
    variables: {
      portal: {
        default: "your-portal.clickhelp.co",
        description: "Host of the portal: under clickhelp.co, or a domain of its own",
      },
    },
  },
];

const components = {
  headers: {
    Location: {
      description: "Address of the resource that was made or is concerned.",
      schema: { type: "string", format: "uri-reference" },
    },
  },
  securitySchemes: {
    basic: {
      type: "http",
      scheme: "basic",
      description:
        "Login as the user name, API key (not the account's password) as the password. Only contributors have keys.",
    },
  },
};

const methodOrder: readonly Endpoint["method"][] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/** Every endpoint, in an order that does not depend on how the modules were loaded. */
function sortedEndpoints(): Endpoint[] {
  const resourceNames = Object.keys(resourceDescriptions);
  const rank = ({ id, method, path }: Endpoint) => [
    resourceNames.indexOf(id.replace(/\..*/, "")),
    path.replace(/\/?(?:\?.*)?$/, ""),
    methodOrder.indexOf(method),
    id,
  ];
  return listEndpoints()
    .map((endpoint) => ({ endpoint, rank: rank(endpoint) }))
    .sort((left, right) => {
      const at = left.rank.findIndex((value, index) => value !== right.rank[index]);
      return (left.rank[at] ?? "") < (right.rank[at] ?? "") ? -1 : 1;
    })
    .map(({ endpoint }) => endpoint);
}

/**
 * Makes the OpenAPI 3.1 document of all declared endpoints. Endpoints that share a method and a path are one operation;
 * its `x-clickhelp-operations` lists them apart. Returns plain JSON data, a new object at each call. The ready-made
 * `openapi.json` has a recorded example of each operation as well; here are only those that `options` give.
 */
export function createOpenApiDocument(options: OpenApiOptions = {}): OpenApiDocument {
  const endpoints = sortedEndpoints();
  const schemas = createSchemaSet(endpoints);
  const declared = endpoints.map((endpoint) => toDeclaredOperation(endpoint, schemas, options.examples?.[endpoint.id]));
  const paths = [...Map.groupBy(declared, pathKey).values()].map((operations) => {
    const path = operations[0] ? openApiPath(operations[0]) : "";
    const methods = [...Map.groupBy(operations, ({ method }) => method)].map(
      ([method, group]) => [method.toLowerCase(), mergeOperations(path, group)] as const,
    );
    return [path, Object.fromEntries(methods)] as const;
  });
  const document: OpenApiDocument = {
    openapi: "3.1.1",
    info,
    servers,
    tags: Object.entries(resourceDescriptions).map(([name, description]) => ({ name, description })),
    security: [{ basic: [] }],
    paths: Object.fromEntries(paths),
    components: { ...components, schemas: schemas.named, responses: sharedErrorResponses() },
  };
  return structuredClone(document);
}
