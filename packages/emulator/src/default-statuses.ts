/** The workflow statuses of a portal; a seed may bring more. */
export const defaultStatuses: readonly string[] = ["Draft", "Under Review", "Ready"];
