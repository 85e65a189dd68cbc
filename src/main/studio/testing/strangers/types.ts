/** A site of somebody else, with what is wrong in it. */
export interface StrangersSite {
  files: Record<string, string | Uint8Array | null>;
  /** Code, file and line of each mistake that was planted; null: wherever. */
  planted: readonly (readonly [code: string, file: string | null, line: number | null])[];
}
