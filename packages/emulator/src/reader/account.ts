/** The reader's account: logging in and out, and the profile with its API key. */
import type { Hono } from "hono";
import type { Portal } from "../portal.js";
import { resetApiKey } from "./api-key.js";
import { loginPage } from "./login-page.js";
import { redirect, sendPage, type ReaderContext, type ReaderEnvironment } from "./page.js";
import { toLocalPath, withoutToken } from "./paths.js";
import { keySentPage, noKeyPage, profilePage } from "./profile-page.js";
import { checkPassword, logIn, logOut } from "./session.js";

/** Bytes: a login and a password. */
const longestForm = 10_000;

export function addAccountRoutes(reader: Hono<ReaderEnvironment>, portal: Portal): void {
  reader.get("/login", (context) => {
    const returnTo = toLocalPath(context.req.query("returnTo"), new URL(context.req.url).origin);
    return sendPage(context, 200, loginPage({ returnTo }));
  });

  reader.post("/login", async (context) => {
    const form = await readForm(context);
    const returnTo = toLocalPath(form?.get("returnTo") ?? undefined, new URL(context.req.url).origin);
    const user = form && checkPassword(portal, form.get("login") ?? "", form.get("password") ?? "");
    if (!user) return sendPage(context, 403, loginPage({ returnTo, isRefused: true }));
    logIn(portal, context, user);
    return redirect(context, returnTo);
  });

  reader.post("/logout", (context) => {
    if (isFromHere(context)) logOut(portal, context);
    return redirect(context, "/");
  });

  reader.get("/profile", (context) => {
    const user = context.get("user");
    return user ? sendPage(context, 200, profilePage(user)) : askToLogIn(context);
  });

  reader.post("/profile/api-key", (context) => {
    const user = context.get("user");
    if (!user || !isFromHere(context)) return redirect(context, "/profile");
    if (user.type !== "Contributor") return sendPage(context, 403, noKeyPage);
    resetApiKey(portal, user, new URL(context.req.url).origin);
    return sendPage(context, 200, keySentPage);
  });
}

/** Leads to the login page, and from there back. */
export function askToLogIn(context: ReaderContext) {
  const returnTo = withoutToken(context.req.url);
  if (context.get("isTokenDead")) return sendPage(context, 403, loginPage({ returnTo }));
  return redirect(context, `/login?${new URLSearchParams({ returnTo }).toString()}`);
}

/** Forms of other sites are refused: they could log a reader in under another name. Browsers say where a form is from. */
function isFromHere(context: ReaderContext): boolean {
  const origin = context.req.header("Origin");
  return origin === undefined || origin === new URL(context.req.url).origin;
}

async function readForm(context: ReaderContext): Promise<URLSearchParams | undefined> {
  if (!isFromHere(context) || Number(context.req.header("Content-Length") ?? 0) > longestForm) return undefined;
  let text = "";
  const decoder = new TextDecoder();
  try {
    for await (const piece of context.req.raw.body ?? []) {
      text += decoder.decode(piece, { stream: true });
      if (text.length > longestForm) return undefined;
    }
  } catch {
    // Whoever sent it has gone.
    return undefined;
  }
  return new URLSearchParams(text);
}
