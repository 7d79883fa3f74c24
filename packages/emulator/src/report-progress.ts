/** Called with the share that is done, 0 to 1, and what is being done. */
export type ReportProgress = (fraction: number, text: string) => void;
