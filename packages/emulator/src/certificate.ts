/** The certificate that the portal is served with: made once, kept with the portal's data, or the user's own. */
import { createPrivateKey, KeyObject, X509Certificate } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSecureContext } from "node:tls";
import { readNames, type CertificateNames } from "./certificate-names.js";
import { EmulatorError } from "./emulator-error.js";

/** A certificate and its private key, PEM. The certificate may be followed by those that signed it. */
export interface ServerCertificate {
  readonly cert: string;
  readonly key: string;
}

export interface PreparedCertificate extends ServerCertificate {
  /** The names and addresses that it was made out to. */
  readonly names: CertificateNames;
  /** File with the certificate that clients must trust; empty when an authority that we do not know has signed. */
  readonly caFile: string;
  /** Removes the files when they were made for this run only. */
  readonly remove: () => void;
}

const day = 24 * 60 * 60 * 1000;
/** Some systems trust no certificate for longer. */
const validDays = 397;

/** Those of this run that are still there. */
const temporaryFolders = new Set<string>();

function makeTemporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "clickhelp-emulator-"));
  temporaryFolders.add(folder);
  // A program may end without having closed its portals.
  process.off("exit", removeTemporaryFolders).on("exit", removeTemporaryFolders);
  return folder;
}

function removeTemporaryFolders(): void {
  temporaryFolders.forEach(removeTemporaryFolder);
}

function removeTemporaryFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  temporaryFolders.delete(folder);
}

/** Takes the user's certificate, or the kept one while it is valid, or makes one. */
export async function prepareCertificate(
  dataDir: string | null,
  own: ServerCertificate | undefined,
): Promise<PreparedCertificate> {
  if (own) checkCertificate(own);
  const folder = dataDir === null ? makeTemporaryFolder() : join(dataDir, "tls");
  const remove = () => {
    if (dataDir === null) removeTemporaryFolder(folder);
  };
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    if (own) return { ...own, names: readNames(own), caFile: keepOwnAuthority(folder, own), remove };
    const files = { caFile: join(folder, "ca.pem"), pairFile: join(folder, "localhost.pem") };
    const kept = readKept(files.pairFile, files.caFile);
    if (kept) return { ...kept, names: readNames(kept), caFile: files.caFile, remove };
    const { ca, cert, key } = await makeCertificates();
    write(files.caFile, ca, 0o644);
    // One file for both, so that they can never be of two generations. Without a data directory nobody reads it again.
    if (dataDir !== null) write(files.pairFile, cert + key, 0o600);
    return { cert, key, names: readNames({ cert }), caFile: files.caFile, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/**
 * Throws an `EmulatorError` unless a portal can be served with this certificate now. `listen` does so, too; a program that asks
 * before it creates the emulator makes no data directory for nothing.
 */
export function checkCertificate(own: ServerCertificate): void {
  const leaf = attempt("The given certificate is not in PEM form.", () => new X509Certificate(own.cert));
  const key = attempt("The given key is not a private key in PEM form, or it needs a passphrase.", () =>
    createPrivateKey(own.key),
  );
  if (!leaf.checkPrivateKey(key)) throw unusable("The given key is not the key of the given certificate.");
  // Clients go by the time of the system, not by that of the portal.
  if (leaf.validToDate.getTime() < Date.now()) throw unusable(`The given certificate expired on ${leaf.validTo}.`);
  if (leaf.validFromDate.getTime() > Date.now()) {
    throw unusable(`The given certificate is not valid before ${leaf.validFrom}.`);
  }
  attempt("The given certificate cannot be served with: its key may be too short, or its signature too weak.", () =>
    createSecureContext(own),
  );
}

function attempt<T>(problem: string, use: () => T): T {
  try {
    return use();
  } catch (error) {
    throw unusable(problem, error);
  }
}

function unusable(problem: string, cause?: unknown): EmulatorError {
  const advice = "Give another certificate with its key, or neither: then the emulator makes both.";
  return new EmulatorError("certificate", `${problem} ${advice}`, { cause });
}

/** Clients must trust what signed itself: the certificate alone, or the authority that is given behind it. */
function keepOwnAuthority(folder: string, { cert }: ServerCertificate): string {
  const all = cert.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  const authorities = all.filter((pem) => isSelfSigned(new X509Certificate(pem)));
  if (authorities.length === 0) return "";
  const file = join(folder, "own-ca.pem");
  write(file, `${authorities.join("\n")}\n`, 0o644);
  return file;
}

function isSelfSigned(certificate: X509Certificate): boolean {
  return certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey);
}

/** Whole or not at all: another process may be reading. */
function write(file: string, content: string, mode: number): void {
  const temporary = `${file}.new`;
  writeFileSync(temporary, content, { mode });
  chmodSync(temporary, mode);
  renameSync(temporary, file);
}

function readKept(pairFile: string, caFile: string): ServerCertificate | undefined {
  try {
    const pair = readFileSync(pairFile, "utf8");
    const start = pair.indexOf("-----BEGIN PRIVATE KEY-----");
    const [cert, key] = [pair.slice(0, start), pair.slice(start)];
    const leaf = new X509Certificate(cert);
    const isSigned = leaf.checkIssued(new X509Certificate(readFileSync(caFile)));
    const isValid = start > 0 && isSigned && leaf.validToDate.getTime() > Date.now() + day;
    return isValid ? { cert, key } : undefined;
  } catch {
    return undefined;
  }
}

/** Makes an authority and one certificate signed by it. The authority's key is never stored: nobody can sign again. */
async function makeCertificates(): Promise<ServerCertificate & { ca: string }> {
  // Loaded only here, because most starts find a certificate.
  const x509 = await import("@peculiar/x509");
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const usages = ["sign", "verify"] as const;
  const caKeys = await crypto.subtle.generateKey(algorithm, false, usages);
  const keys = await crypto.subtle.generateKey(algorithm, true, usages);
  const validity = { notBefore: new Date(Date.now() - day), notAfter: new Date(Date.now() + validDays * day) };

  const caIdentifier = await x509.SubjectKeyIdentifierExtension.create(caKeys.publicKey);
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    name: "CN=ClickHelp emulator on this machine",
    keys: caKeys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      caIdentifier,
    ],
  });
  const leaf = await x509.X509CertificateGenerator.create({
    ...validity,
    subject: "CN=localhost",
    issuer: ca.subject,
    publicKey: keys.publicKey,
    signingKey: caKeys.privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: "dns", value: "localhost" },
        { type: "ip", value: "127.0.0.1" },
        { type: "ip", value: "::1" },
      ]),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      // Strict clients, such as Python's since 3.13, want to see whose key signed.
      await x509.AuthorityKeyIdentifierExtension.create(caKeys.publicKey),
    ],
  });
  const key = KeyObject.from(keys.privateKey).export({ type: "pkcs8", format: "pem" }).toString();
  return { ca: `${ca.toString("pem")}\n`, cert: `${leaf.toString("pem")}\n`, key };
}
