/** Credentials for the scripted server, which takes any. */
export const login = "benchmark@example.com";
export const apiKey = "not-a-real-key";

/** The Authorization header of Basic authentication. */
export const basic = `Basic ${btoa(`${login}:${apiKey}`)}`;
