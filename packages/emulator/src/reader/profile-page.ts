/** The page on which users find their login, and contributors make their API key. */
import type { UserRecord } from "../store/users.js";
import { html, notice, type Html, type Page } from "./page.js";

export function profilePage({ login, type, keyHash, info }: UserRecord): Page {
  return {
    title: "Profile",
    main: html`<h1>Profile</h1>
      <p>Login: <strong>${login}</strong></p>
      <p>E-mail: ${info.email}</p>
      <h2>API key</h2>
      ${type === "Contributor" ? keyForm(keyHash !== null) : html`<p>Only contributors can have an API key.</p>`}`,
  };
}

function keyForm(hasKey: boolean): Html {
  const state = hasKey ? "You have an API key. Another one takes its place." : "You have no API key yet.";
  return html`<p>${state} It comes by e-mail, and cannot be shown later.</p>
    <form action="/profile/api-key" method="post"><button>Reset API Key</button></form>`;
}

export const keySentPage: Page = notice(
  "API key",
  html`Your new API key is in an e-mail to you, which this portal keeps in its outbox. Older keys do not work any more.`,
);

export const noKeyPage: Page = notice("No API key", html`Only contributors can have an API key.`);
