import type { Locator, Page } from 'playwright-core';
import { CredentialDialog } from './credentialDialog.mts';
import { byTestId } from './locators.mts';
import { NodePanel } from './nodePanel.mts';

const SEARCH_SETTLE_MS = 300;
const OPENING_MS = 1_000;

/** The workflow editor: canvas and node creator. */
export class Editor {
	readonly page: Page;
	readonly panel: NodePanel;
	readonly credentialDialog: CredentialDialog;
	readonly #url: string;

	constructor(page: Page, url: string) {
		this.page = page;
		this.#url = url;
		this.panel = new NodePanel(page);
		this.credentialDialog = new CredentialDialog(page);
	}

	async newWorkflow(): Promise<void> {
		await this.page.goto(`${this.#url}/workflow/new`);
		await byTestId(this.page, 'canvas-plus-button').waitFor();
	}

	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.#url}/workflow/${id}`);
		await byTestId(this.page, 'canvas-node').first().waitFor();
	}

	/** Opens the node creator and types; gives the names it lists. */
	async searchNodes(words: string): Promise<readonly string[]> {
		await byTestId(this.page, 'canvas-plus-button')
			.or(byTestId(this.page, 'node-creator-plus-button'))
			.first()
			.click();
		return await this.searchOpenCreator(words);
	}

	async searchOpenCreator(words: string): Promise<readonly string[]> {
		await byTestId(this.page, 'node-creator-search-bar').pressSequentially(words);
		await this.creatorItems().filter({ hasText: /./ }).first().waitFor();
		await this.page.waitForTimeout(SEARCH_SETTLE_MS);
		return await this.creatorItems().allInnerTexts();
	}

	async addFoundNode(name: string): Promise<void> {
		await this.creatorItems().filter({ hasText: name }).first().click();
		await this.panel.waitUntilOpen();
	}

	/** Presses the plus below an agent, e.g. that of its tools (`ai_tool`). */
	async addTo(connectionType: string): Promise<void> {
		await this.page
			.locator(`[data-connection-type="${connectionType}"] [data-test-id="canvas-handle-plus"]`)
			.first()
			.click();
	}

	creatorItems(): Locator {
		return byTestId(this.page, 'node-creator-item-name');
	}

	/**
	 * The list behind a found node: its operations by their action texts. In an empty workflow n8n
	 * opens the triggers only.
	 */
	async listActions(node: string): Promise<readonly string[]> {
		await this.creatorItems().filter({ hasText: node }).first().click();
		const sections = byTestId(this.page, 'node-creator-category-item');
		await sections.first().waitFor();
		await this.page.waitForTimeout(SEARCH_SETTLE_MS);
		const actions = sections.filter({ hasText: 'Actions' }).first();
		const listed = await this.creatorItems().count();
		if (await actions.isVisible()) {
			await actions.click();
			await this.page.waitForTimeout(SEARCH_SETTLE_MS);
			// They were open before.
			if ((await this.creatorItems().count()) < listed) await actions.click();
			await this.page.waitForTimeout(SEARCH_SETTLE_MS);
		}
		return await this.creatorItems().allInnerTexts();
	}

	/** Headings of the open list of actions, e.g. "Ticket Actions". */
	async actionGroups(): Promise<readonly string[]> {
		const texts = await this.page.getByText(/ Actions$/).allTextContents();
		return texts.map((text) => text.trim());
	}

	async chooseAction(action: string): Promise<void> {
		await this.creatorItems().filter({ hasText: action }).first().click();
		await this.panel.waitUntilOpen();
	}

	async dragActionToCanvas(action: string): Promise<void> {
		const canvas = byTestId(this.page, 'canvas');
		await this.creatorItems()
			.filter({ hasText: action })
			.first()
			.dragTo(canvas, { targetPosition: { x: 400, y: 300 } });
	}

	/**
	 * Parameters of all nodes by name, as the editor copies them, without the lists of the tenant that
	 * forms keep for showing them.
	 */
	async copiedParameters(): Promise<Readonly<Record<string, unknown>>> {
		await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
		await this.#pressOnCanvas('Control+a');
		await this.page.keyboard.press('Control+c');
		await this.page.waitForTimeout(SEARCH_SETTLE_MS);
		const text: string = await this.page.evaluate('navigator.clipboard.readText()');
		const { nodes } = JSON.parse(text, (key, value: unknown) =>
			key === 'schema' ? undefined : value,
		) as {
			nodes: ReadonlyArray<{ readonly name: string; readonly parameters: unknown }>;
		};
		return Object.fromEntries(nodes.map(({ name, parameters }) => [name, parameters]));
	}

	/** Of what `copiedParameters` copied. */
	async paste(): Promise<void> {
		const count = await this.canvasNodes().count();
		await this.#pressOnCanvas('Control+v');
		await this.canvasNodes().nth(count).waitFor();
	}

	async save(): Promise<void> {
		const saved = this.page.waitForResponse(
			(response) =>
				/\/rest\/workflows/.test(response.url()) && response.request().method() !== 'GET',
		);
		await this.#pressOnCanvas('Control+s');
		await saved;
	}

	async #pressOnCanvas(keys: string): Promise<void> {
		await byTestId(this.page, 'canvas').click({ position: { x: 60, y: 400 }, force: true });
		await this.page.keyboard.press(keys);
	}

	canvasNodes(): Locator {
		return byTestId(this.page, 'canvas-node');
	}

	/** Opens a node, unless adding it has done so. */
	async openNode(name: string): Promise<void> {
		await this.page.waitForTimeout(OPENING_MS);
		if (await this.panel.isOpen()) return;
		await this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).dblclick();
		await this.panel.waitUntilOpen();
	}
}
