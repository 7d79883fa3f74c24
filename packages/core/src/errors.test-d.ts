/** What `isInstance` promises; compiled, never run. */
import { expectTypeOf } from "vitest";
import { ApiError, NotFoundError } from "./api-error.js";
import { type ClickHelpError, TimeoutError } from "./errors.js";

declare const error: unknown;
declare const answered: ApiError;
declare const either: typeof NotFoundError | typeof TimeoutError;

// One of several classes.
expectTypeOf([NotFoundError, TimeoutError].some((one) => one.isInstance(error))).toBeBoolean();
if (either.isInstance(error)) expectTypeOf(error).toEqualTypeOf<NotFoundError | TimeoutError>();

if (ApiError.isInstance(error)) expectTypeOf(error).toEqualTypeOf<ApiError>();
// What is no error of one class is still one of the others.
if (!NotFoundError.isInstance(answered)) expectTypeOf(answered).toEqualTypeOf<ApiError>();
expectTypeOf(([] as unknown[]).filter((one) => NotFoundError.isInstance(one))).toEqualTypeOf<NotFoundError[]>();
// By itself, it is known for less than it is.
expectTypeOf(([] as unknown[]).filter(NotFoundError.isInstance)).toExtend<ClickHelpError[]>();
