/** Stands in for the disk where there is none, such as in a browser. */
import { ConfigurationError } from "@clickhelp-js/core";
import type { CheckTarget, CreateFile, OpenFile } from "./disk.js";

function unavailable(): never {
  throw new ConfigurationError("There is no disk to write to here; saving to a file works in Node.js only.", {
    option: "file",
    hint: 'Read the file into memory with client.storage.getFile({ filePath, format: "base64" }) instead.',
  });
}

export const openFile: OpenFile = () => {
  throw new ConfigurationError("There is no disk to read from here; uploading from a path works in Node.js only.", {
    option: "file",
    hint: "Give the content as a Blob or as a ReadableStream instead.",
  });
};
export const checkTarget: CheckTarget = () => unavailable();
export const createFile: CreateFile = () => unavailable();
