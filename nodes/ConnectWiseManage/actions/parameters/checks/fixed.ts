import type { ParameterSource } from '../parameterSource';
import { ParameterError } from '../ParameterError';

const HINT =
	'Switch this field to Expression, beside its name. To send such braces as text, join them in an expression: {{ "{" + "{name}" + "}" }}';

/** A parameter as the workflow holds it; what begins with `=` is an expression. */
export function readRaw(context: ParameterSource, name: string, itemIndex: number): unknown {
	return context.getNodeParameter(name, itemIndex, '', { rawExpressions: true });
}

export function isExpression(raw: unknown): boolean {
	return typeof raw === 'string' && raw.startsWith('=');
}

/**
 * Only what was typed is looked at: text that an expression gave may hold any braces.
 *
 * @param label of the field, for the message.
 * @throws ParameterError for an expression in a field set to Fixed, which would go out as it stands.
 */
export function assertNoFixedExpression(raw: unknown, label: string): void {
	if (typeof raw !== 'string' || isExpression(raw)) return;
	const open = raw.indexOf('{{');
	if (open < 0 || raw.indexOf('}}', open) < 0) return;
	throw new ParameterError(
		`${label} contains an expression in {{ }} but is set to Fixed, so it would be sent as plain text`,
		HINT,
	);
}
