/** The version that the User-Agent header names; a test holds it against package.json. */
export const version = "0.0.0";
