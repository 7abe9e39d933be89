/*
 * n8n unwraps a locator that is read from $parameter by name; only as JSON it keeps the label that
 * the list showed. An expression is not resolved on the canvas, which knows no items.
 */
const LOCATOR = '$parameter.toJSON().operationId';
const LABEL = `${LOCATOR}?.mode === "list" && ${LOCATOR}.cachedResultName?.split(" — ")[0]`;
const ID = `String(${LOCATOR}?.value ?? ${LOCATOR} ?? "").replace(/^=.*/s, "by expression")`;

/** The words of the chosen operation's label, else the operation with the id. */
export const subtitle = `={{ (${LABEL}) || [$parameter["operation"], ${ID}].filter(Boolean).join(": ") }}`;
