/** How a client connects: its proxy, and the certificates that it trusts. */
import type { PeekerOptions } from "./options.js";

/** What the native half connects with. */
export interface Connection {
  proxy?: string | undefined;
  ca?: string | undefined;
  systemCertificates?: boolean | undefined;
}

/** As the addon reads it: with the proxy that was given, or that of the environment. */
export function connectionText({ proxy, ca, systemCertificates }: Connection, baseUrl: string | undefined): string {
  return JSON.stringify({ proxy: proxyFor(proxy, baseUrl), ca, system_certificates: systemCertificates });
}

export const CONNECTION = ["proxy", "ca", "systemCertificates"] as const satisfies (keyof PeekerOptions)[];

function proxyFor(given: string | undefined, baseUrl: string | undefined): string | undefined {
  if (given !== undefined) return given || undefined;
  const found = variable("https_proxy");
  if (!found) return undefined;
  const host = hostOf(baseUrl ?? process.env.PEEKER_BASE_URL ?? "https://api.peeker.ai");
  const exempt = variable("no_proxy")
    .split(",")
    .map((name) => name.trim().toLowerCase().replace(/^\./, ""));
  return exempt.some((name) => name !== "" && isExempt(host, name)) ? undefined : found;
}

function isExempt(host: string, name: string): boolean {
  return name === "*" || host === name || host.endsWith(`.${name}`);
}

function variable(name: string): string {
  return process.env[name] || process.env[name.toUpperCase()] || "";
}

/** Nothing of what is no address: core refuses it. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : "";
}
