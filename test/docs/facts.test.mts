import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { ConnectWiseManagePsaApi } from '../../credentials/ConnectWiseManagePsaApi.credentials.ts';
import {
	catalogueInfo,
	listModules,
	loadModule,
} from '../../nodes/ConnectWiseManage/catalogue/index.ts';
import { ConnectWiseManage } from '../../nodes/ConnectWiseManage/ConnectWiseManage.node.ts';
import { ConnectWiseManagePollingTrigger } from '../../nodes/ConnectWiseManage/ConnectWiseManagePollingTrigger.node.ts';
import { ConnectWiseManageTrigger } from '../../nodes/ConnectWiseManage/ConnectWiseManageTrigger.node.ts';
import { RECORD_TYPES } from '../../nodes/ConnectWiseManage/triggers/callback/recordTypes.ts';
import { SANDBOX_PORT } from '../../tools/demo/settings.mts';
import { NEWEST_N8N, OLDEST_N8N } from '../../tools/hosts/recipes.mts';
import {
	SANDBOX_CLIENT_ID,
	SANDBOX_PRIVATE_KEY,
	SANDBOX_USERNAME,
} from '../sandbox/credentials.mts';
import { startSandbox } from '../sandbox/index.mts';
import { documents, readDocument, userText } from './documents.mts';

const readme = documents.get('README.md') ?? '';
const types = [ConnectWiseManage, ConnectWiseManageTrigger, ConnectWiseManagePollingTrigger];
const properties = types.flatMap((Type) => new Type().description.properties);

/** A property and all that lie in it, the choices of a list included. */
function within(property: INodeProperties): ReadonlyArray<{ readonly label: string }> {
	const label = property.displayName;
	const inner = ((property.options ?? []) as Array<INodeProperties | INodePropertyOptions>).flatMap(
		(option) => {
			if ('values' in option) return (option.values as INodeProperties[]).flatMap(within);
			return 'displayName' in option ? within(option) : [{ label: option.name }];
		},
	);
	const modes = (property.modes ?? []).map(({ displayName }) => ({ label: displayName }));
	return [{ label }, ...modes, ...inner];
}

function propertyOf(name: string): INodeProperties {
	const found = properties.find((property) => property.name === name);
	if (!found) throw new Error(`No parameter ${name}`);
	return found;
}

const namesOf = (name: string) =>
	(propertyOf(name).options as INodePropertyOptions[]).map((option) => option.name);

/** The cells of the first table below a heading. */
function tableBelow(text: string, heading: string): readonly (readonly string[])[] {
	const section = text.slice(text.indexOf(`${heading}\n`));
	const [table = ''] = /(?:^\|.*\n)+/m.exec(section) ?? [];
	const rows = table.trim().split('\n').slice(2);
	return rows.map((row) =>
		row
			.split('|')
			.slice(1, -1)
			.map((cell) => cell.trim()),
	);
}

describe('numbers in what users read', () => {
	it('are those of the catalogue', async () => {
		const modules = await Promise.all(listModules().map(loadModule));
		const count = modules.flat().length.toLocaleString('en-US');
		expect(readme).toContain(`any of the ${count} operations`);
		expect(readme).toContain(`the operations of API version ${catalogueInfo.apiVersion}`);
	});

	it('are those of the releases of n8n that are tested', () => {
		const named = [...userText.matchAll(/n8n (\d+\.\d+\.\d+) and (\d+\.\d+\.\d+)/g)];
		expect(named.length).toBeGreaterThan(0);
		for (const [, newest, oldest] of named) {
			expect([newest, oldest]).toEqual([NEWEST_N8N, OLDEST_N8N]);
		}
	});

	it('are those of the record types', () => {
		expect(readme).toContain(`| Records | ${RECORD_TYPES.length} types |`);
		expect(userText).toContain(`out of ${RECORD_TYPES.length} record types`);
	});

	it('are those of the benchmark', () => {
		const results = readDocument('bench/results/README.md');
		const speed = documents.get('docs/speed.md') ?? '';
		const seconds = [...speed.matchAll(/\d+\.\d\d s/g)].map(([figure]) => figure);
		expect(seconds.length).toBeGreaterThan(3);
		expect(seconds.filter((figure) => !results.includes(figure))).toEqual([]);
	});
});

describe('what users read of forms', () => {
	it('tells what a credential for the simulated ConnectWise takes', () => {
		const values = [SANDBOX_USERNAME, SANDBOX_PRIVATE_KEY, SANDBOX_CLIENT_ID];
		for (const value of values) expect(readme).toContain(`| \`${value}\``);
		expect(readme).toContain(`http://127.0.0.1:${SANDBOX_PORT}`);
	});

	it('lists the fields of the credential', () => {
		const fields = new ConnectWiseManagePsaApi().properties.map(({ displayName }) => displayName);
		expect(tableBelow(readme, '## Credential').map(([name]) => name)).toEqual(fields);
	});

	it('lists each request setting with its default', () => {
		const settings = propertyOf('settings').options as INodeProperties[];
		const rows = tableBelow(readme, '### Request settings');
		expect(rows.map(([name]) => name)).toEqual(settings.map(({ displayName }) => displayName));
		for (const [index, setting] of settings.entries()) {
			if (typeof setting.default !== 'number' || setting.name === 'maxParallelRequests') continue;
			expect(rows[index]?.[1]).toMatch(new RegExp(`^${setting.default}\\b`));
		}
	});

	it('lists the operations, what to do with a record that exists, and the ways of paging', () => {
		const { options = [] } = propertyOf('settings');
		const mode = (options as INodeProperties[]).find(({ name }) => name === 'pagingMode');
		const modes = (mode?.options as INodePropertyOptions[]).map(({ name }) => name);
		const reading = documents.get('docs/reading.md') ?? '';
		expect(tableBelow(reading, '## Return All').map(([name]) => name)).toEqual(modes);
		const choices = tableBelow(documents.get('docs/writing.md') ?? '', '## Without duplicates');
		const named = choices.map(([name]) => name?.replace(' (default)', ''));
		expect(named.toSorted()).toEqual(namesOf('ifExists').toSorted());
	});

	it('names boards that the demo has', async () => {
		const sandbox = await startSandbox({ size: 1 });
		const boards = sandbox.store('service/boards').all();
		await sandbox.close();
		const named = [...userText.matchAll(/board\/name = "([^"]+)"/g)].map(([, name]) => name);
		expect(named.length).toBeGreaterThan(0);
		expect(boards.map(({ name }) => name)).toEqual(expect.arrayContaining(named));
	});
});

/** Menus, buttons and settings of n8n and ConnectWise. */
const OF_OTHERS = [
	'Settings → Community Nodes → Install',
	'System → Members → API Members',
	'API Keys',
	'Expression',
	'Fixed',
	'On Error → Continue',
	'Retry On Fail',
	'Remove Duplicates',
	'Remove Items Processed in Previous Executions',
	'History Size',
	'Header Auth',
];
/** Nodes of an example, words, and parts of a form that are made when it is open. */
const OF_EXAMPLES = ['How to Split', 'Ask', 'callback', 'Board Name', 'Conditions'];
const OF_FORMS = ['Fields', 'Order By', 'Add option to send'];

describe('labels in italics', () => {
	const credential = new ConnectWiseManagePsaApi();
	const labels = new Set<string>([
		...properties.flatMap(within).map(({ label }) => label),
		...credential.properties.map(({ displayName }) => displayName),
		credential.displayName,
		...OF_OTHERS,
		...OF_EXAMPLES,
		...OF_FORMS,
	]);
	/** n8n wants lists that are loaded to be called so; people shorten that. */
	const isLabel = (text: string): boolean =>
		labels.has(text) || labels.has(`${text.replace(/s$/, '')} Names or IDs`);
	const isKnown = (text: string): boolean => isLabel(text) || text.split(/ → |: /).every(isLabel);

	it('are on the screen', () => {
		const code = /```[\s\S]*?```|`[^`]*`|\]\([^)]*\)/g;
		const words = [...userText.replace(code, '').matchAll(/(?<![\w_])_([^_\n]+?)_(?![\w_])/g)];
		const unknown = words.map(([, text = '']) => text).filter((text) => !isKnown(text));
		expect([...new Set(unknown)]).toEqual([]);
	});
});
