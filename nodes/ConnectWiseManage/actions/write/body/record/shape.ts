import { ParameterError } from '../../../parameters/ParameterError';

/** Deeper than any record, and far from what n8n and servers still take. */
const LEVELS_MAX = 100;

/**
 * Whether a body can be written as JSON at all, told before anything is sent.
 *
 * @throws ParameterError for objects that hold themselves, values without JSON, and great depth.
 */
export function assertJson(given: unknown): void {
	let text: string;
	try {
		text = JSON.stringify(given) ?? '';
	} catch (error) {
		throw refusal(error instanceof Error ? error.message.split('\n', 1)[0] : undefined);
	}
	if (depthOf(text) > LEVELS_MAX) throw refusal(`it is deeper than ${LEVELS_MAX} levels`);
}

/** Counted in the text, since walking the value would itself run out of stack. */
function depthOf(json: string): number {
	let depth = 0;
	let deepest = 0;
	let isQuoted = false;
	for (let at = 0; at < json.length; at++) {
		const character = json[at];
		if (isQuoted && character === '\\') at++;
		else if (character === '"') isQuoted = !isQuoted;
		else if (isQuoted) continue;
		else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth);
		else if (character === '}' || character === ']') depth--;
	}
	return deepest;
}

function refusal(reason = 'it cannot be written as JSON'): ParameterError {
	return new ParameterError(
		`Items cannot be sent as JSON: ${reason}`,
		'Use plain objects with text, numbers and lists, e.g. only the fields to write',
	);
}
