/** Stands in for the disk where there is none, such as in a browser. */
import { ConfigurationError } from "@clickhelp-js/core";
import type { CheckTarget, CreateFile, OpenFile } from "./disk.js";

function unavailable(): never {
  throw new ConfigurationError("There is no disk here to save a file to.", {
    option: "file",
    hint: 'Use client.storage.getFile({ filePath, format: "base64" }) instead.',
  });
}

export const openFile: OpenFile = () => {
  throw new ConfigurationError("There is no disk here to upload a file from.", {
    option: "file",
    hint: "Give a Blob or a stream instead.",
  });
};
export const checkTarget: CheckTarget = () => unavailable();
export const createFile: CreateFile = () => unavailable();
