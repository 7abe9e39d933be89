import { VERBS } from '../../everyday/verbs';

/*
 * n8n unwraps a locator that is read from $parameter by name; only as JSON it keeps the label that
 * the list showed. An expression is not resolved on the canvas, which knows no items.
 */
const LOCATOR = '$parameter.toJSON().operationId';
const LABEL = `${LOCATOR}?.mode === "list" && ${LOCATOR}.cachedResultName?.split(" — ")[0]`;
const ID = `String(${LOCATOR}?.value ?? ${LOCATOR} ?? "").replace(/^=.*/s, "by expression")`;

/** Values such as `addNote`, of which this makes Add Note. */
const toWords = (value: string): string =>
	value.replace(/([A-Z])/g, ' $1').replace(/^./, (first) => first.toUpperCase());
const inWords = (value: string): string =>
	`${value}.replace(/([A-Z])/g, " $1").replace(/^./, (first) => first.toUpperCase())`;

/** Names that the value does not tell: the expression is short because most do. */
const NAMES = JSON.stringify(
	Object.fromEntries(
		Object.entries(VERBS).flatMap(([value, { name }]) =>
			toWords(value) === name ? [] : [[value, name]],
		),
	),
);

const RESOURCE = '$parameter["resource"]';
const OPERATION = '$parameter["operation"]';
const JOB = `(${NAMES}[${OPERATION}] ?? ${inWords(`String(${OPERATION})`)}) + ": " + ${inWords(`String(${RESOURCE})`)}`;
const ANY = `(${LABEL}) || [${OPERATION}, ${ID}].filter(Boolean).join(": ")`;

/** The words of the chosen operation's label, else the operation with the id. */
export const subtitle = `={{ ${ANY} }}`;

/** The same, and verb and record of an everyday job. */
export const jobSubtitle = `={{ (${RESOURCE} ?? "api") === "api" ? ${ANY} : ${JOB} }}`;
