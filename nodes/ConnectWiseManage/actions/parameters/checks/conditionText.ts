import { withApiDates } from '../values/conditionDates';
import { ParameterError, show } from '../ParameterError';
import type { ParameterSource } from '../parameterSource';
import { assertNoFixedExpression, isExpression, readRaw } from './fixed';
import { EVERYTHING, isNothing } from './narrowing';

/**
 * A parameter that holds conditions as text, with its dates in ConnectWise's form; empty where none
 * are meant.
 *
 * @throws ParameterError for what is no text, for an expression in a field set to Fixed, and for one
 * that came out empty, which would let every record through.
 */
export function readConditionText(
	context: ParameterSource,
	name: string,
	label: string,
	itemIndex: number,
): string {
	const raw = readRaw(context, name, itemIndex);
	assertNoFixedExpression(raw, label);
	const value: unknown = context.getNodeParameter(name, itemIndex, '');
	if (isNothing(value)) {
		if (!isExpression(raw)) return '';
		throw new ParameterError(
			`${label} is empty, which would match every record`,
			`Check the expression: it returned nothing for this item. To match every record, let it return ${EVERYTHING} (an asterisk)`,
		);
	}
	if (typeof value !== 'string') {
		throw new ParameterError(`${label} must be text, not ${show(value)}`, 'Correct its expression');
	}
	const text = value.trim();
	return text === EVERYTHING ? '' : withApiDates(text);
}
