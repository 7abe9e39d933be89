import { quote } from '../../../request/words/quote';
import { ParameterError } from '../ParameterError';
import { nearest } from '../plain/nearest';
import { isPlainObject } from '../values/values';

const SHOWN_LENGTH = 60;

/** Parameters of the nodes that were written among the settings in workflows made by hand. */
const OWN_PARAMETERS: Readonly<Record<string, string>> = {
	limit: 'Limit',
	returnall: 'Return All',
	simplify: 'Simplify',
};

/**
 * A setting that nobody reads would be taken for one that works.
 *
 * @param place what the form calls the settings.
 * @throws ParameterError for a name that is none of them.
 */
export function assertSettingNames(given: unknown, known: readonly string[], place: string): void {
	if (!isPlainObject(given)) return;
	const unknown = Object.keys(given).find(
		(name) => given[name] !== undefined && !known.includes(name),
	);
	if (unknown === undefined) return;
	const shown = quote(unknown, SHOWN_LENGTH);
	throw new ParameterError(`${place} cannot have "${shown}"`, adviceFor(unknown, known));
}

function adviceFor(name: string, known: readonly string[]): string {
	const own = ownParameter(name);
	if (own !== undefined)
		return `${own} is a parameter of its own: set it there, and remove it here`;
	const near = nearest(name, known);
	return near === undefined
		? `Remove it; there are ${known.join(', ')}`
		: `Did you mean "${near}"? Otherwise remove it`;
}

function ownParameter(name: string): string | undefined {
	const key = name.toLowerCase();
	return Object.prototype.hasOwnProperty.call(OWN_PARAMETERS, key)
		? OWN_PARAMETERS[key]
		: undefined;
}
