/** What the sandbox calls itself. It is no host: nothing of the sandbox can be opened in a browser. */
export const SANDBOX_ADDRESS = "https://sandbox.localhost";
