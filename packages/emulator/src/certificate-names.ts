/** The names and addresses that a certificate was made out to: clients find the portal by no others. */
import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";

export interface CertificateNames {
  /** Whether clients take the certificate for that of this host: a name, or an address without brackets. */
  readonly covers: (host: string) => boolean;
  /** A host for each entry, in the order of the certificate, names before addresses. */
  readonly hosts: readonly string[];
}

export function readNames({ cert }: { readonly cert: string }): CertificateNames {
  const leaf = new X509Certificate(cert);
  const covers = (host: string) => (isIP(host) === 0 ? leaf.checkHost(host) : leaf.checkIP(host)) !== undefined;
  const entries = leaf.subjectAltName?.split(", ") ?? [];
  const named = (kind: string) => entries.flatMap((entry) => (entry.startsWith(kind) ? entry.slice(kind.length) : []));
  // Any name stands for the star of `*.example.org`.
  const names = named("DNS:").map((name) => name.replace(/^\*/, "portal"));
  return { covers, hosts: [...names, ...named("IP Address:")].filter(covers) };
}
