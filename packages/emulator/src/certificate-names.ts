/** The names and addresses that a certificate was made out to: clients find the portal by no others. */
import { X509Certificate } from "node:crypto";
import { isIPv4, isIPv6 } from "node:net";

export interface CertificateNames {
  /** Whether clients take the certificate for that of this host: a name, or an address without brackets. */
  readonly covers: (host: string) => boolean;
  /** A host for the first of its entries, names before addresses; undefined when it has none. */
  readonly first: () => string | undefined;
}

export function readNames({ cert }: { readonly cert: string }): CertificateNames {
  const leaf = new X509Certificate(cert);
  const covers = (host: string) => (isAddress(host) ? leaf.checkIP(host) : leaf.checkHost(host)) !== undefined;
  const entries = leaf.subjectAltName?.split(", ") ?? [];
  const named = (kind: string) => entries.flatMap((entry) => (entry.startsWith(kind) ? entry.slice(kind.length) : []));
  // Any name stands for the star of `*.example.org`.
  const names = named("DNS:").map((name) => name.replace(/^\*/, "portal"));
  return { covers, first: () => [...names, ...named("IP Address:")].find(covers) };
}

/** Names are not compared with IPv6: the first such comparison takes a tenth of the time in which the portal starts. */
function isAddress(host: string): boolean {
  return host.includes(":") ? isIPv6(host) : isIPv4(host);
}
