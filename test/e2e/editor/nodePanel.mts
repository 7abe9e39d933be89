import type { Locator, Page } from 'playwright-core';
import { byTestId } from './locators.mts';

const SETTLE_MS = 400;
const MENU_TRIES = 6;
/** What loses values does so when the lists of a form have come. */
const FORM_LOADING_MS = 2_000;

/** The opened node: parameters in the middle, output on the right. */
export class NodePanel {
	readonly #page: Page;

	constructor(page: Page) {
		this.#page = page;
	}

	async waitUntilOpen(): Promise<void> {
		await byTestId(this.#page, 'node-parameters').waitFor();
	}

	async isOpen(): Promise<boolean> {
		return await byTestId(this.#page, 'node-parameters').isVisible();
	}

	async close(): Promise<void> {
		await byTestId(this.#page, 'ndv-close-button')
			.or(byTestId(this.#page, 'back-to-canvas'))
			.locator('visible=true')
			.first()
			.click();
		await byTestId(this.#page, 'node-parameters').waitFor({ state: 'hidden' });
	}

	async openNewCredential(): Promise<void> {
		await byTestId(this.#page, 'node-credentials-slot').locator('button').first().click();
	}

	async openCredential(): Promise<void> {
		await byTestId(this.#page, 'credential-edit-button').click();
	}

	async credentialName(): Promise<string> {
		return await byTestId(this.#page, 'node-credentials-select').locator('input').inputValue();
	}

	/** Chooses an entry of a fixed drop-down parameter, e.g. `operation`. */
	async choose(parameter: string, label: string): Promise<void> {
		await byTestId(this.#page, `parameter-input-${parameter}`).click();
		await this.#menuEntry(label).click();
	}

	/** Chooses one more entry of a list of several, whose menu stays open until it is left. */
	async tick(
		parameter: string,
		label: string,
		look: () => Promise<void> = async () => undefined,
	): Promise<void> {
		const field = byTestId(this.#page, `parameter-input-${parameter}`);
		const entry = this.#menuEntry(label);
		// A menu that is opened while its list loads closes again.
		for (let tries = 1; !(await entry.isVisible()) && tries <= MENU_TRIES; tries++) {
			await field.click();
			await this.#page.waitForTimeout(SETTLE_MS * tries);
		}
		await look();
		await entry.click();
		await this.output().click({ position: { x: 200, y: 200 }, force: true });
		await entry.waitFor({ state: 'hidden' });
	}

	async listChoices(parameter: string): Promise<readonly string[]> {
		await byTestId(this.#page, `parameter-input-${parameter}`).click();
		const entries = this.#entries();
		await entries.first().waitFor();
		const texts = await entries.allInnerTexts();
		await this.#page.keyboard.press('Escape');
		return texts.map((text) => text.trim());
	}

	/** Opens the list of operation ids, types, and gives the names listed then. */
	async searchOperationId(words: string): Promise<readonly string[]> {
		await byTestId(this.#page, 'rlc-input').click();
		const items = byTestId(this.#page, 'rlc-item');
		await items.first().waitFor();
		if (words === '') return await items.allInnerTexts();
		const answer = this.#page.waitForResponse(
			(response) =>
				response.url().includes('resource-locator-results') &&
				response.request().postDataJSON().filter === words,
		);
		await byTestId(this.#page, 'rlc-search')
			.locator('input')
			.or(this.#page.locator('input[data-test-id="rlc-search"]'))
			.first()
			.fill(words);
		await answer;
		await items.first().waitFor();
		return await items.allInnerTexts();
	}

	async chooseListedOperationId(name: string): Promise<void> {
		await byTestId(this.#page, 'rlc-item').filter({ hasText: name }).first().click();
	}

	operationId(): Locator {
		return byTestId(this.#page, 'rlc-input')
			.locator('input')
			.or(this.#page.locator('input[data-test-id="rlc-input"]'))
			.first();
	}

	/** A field of the Options or Items form by its id, e.g. `company`. */
	field(id: string): Locator {
		return this.#page.locator(`[data-test-id="parameter-input-${id}"]`);
	}

	async fillField(id: string, value: string): Promise<void> {
		await this.field(id).locator('input, textarea').first().fill(value);
	}

	/** Types a date, e.g. `2026-03-02 09:00:00`, and closes the calendar. */
	async fillDate(id: string, value: string): Promise<void> {
		const input = this.field(id).locator('input').first();
		await input.fill(value);
		await input.press('Enter');
	}

	mapper(title: string): Locator {
		return byTestId(this.#page, 'resource-mapper-container').filter({ hasText: title }).first();
	}

	/** Opens the menu of fields that can be added, lets the caller look, and closes it again. */
	async addableFields(
		title: string,
		look: () => Promise<void> = async () => undefined,
	): Promise<readonly string[]> {
		await this.#openAddMenu(title);
		await look();
		const entries = this.#entries();
		await entries.first().waitFor();
		const texts = await entries.allInnerTexts();
		// Escape would close the whole panel.
		await this.output().click({ position: { x: 200, y: 200 }, force: true });
		await entries.first().waitFor({ state: 'hidden' });
		return texts.map((text) => text.trim());
	}

	async addField(title: string, label: string): Promise<void> {
		await this.#openAddMenu(title);
		await this.#menuEntry(label).click();
		// The next menu must not be taken for this one, which fades out.
		await this.#page.waitForTimeout(SETTLE_MS);
	}

	/** Presses "Add Condition" below Filter. */
	async addFilterRow(): Promise<void> {
		await byTestId(this.#page, 'fixed-collection-add')
			.or(this.#page.getByRole('button', { name: 'Add Condition' }))
			.first()
			.click();
		await this.field('recordField').waitFor();
	}

	/** Brings a form up to date where n8n says that it is not; newer versions do so by themselves. */
	async refreshForm(title: string): Promise<void> {
		await this.#page.waitForTimeout(FORM_LOADING_MS);
		const refresh = this.mapper(title).locator('button[title="Refresh"]');
		if (!(await refresh.isVisible())) return;
		await refresh.click();
		await this.#page.waitForTimeout(FORM_LOADING_MS);
	}

	/** Presses "Add Record" below Look Up. */
	async addLookUpRow(): Promise<void> {
		await byTestId(this.#page, 'fixed-collection-add')
			.filter({ hasText: 'Add Record' })
			.or(this.#page.getByRole('button', { name: 'Add Record' }))
			.first()
			.click();
		await byTestId(this.#page, 'resource-locator-record').waitFor();
	}

	/** Chooses the field of the first row of Look Up. */
	async chooseLookUpField(label: string): Promise<void> {
		// n8n calls the insides of other fields "field" as well.
		const row = byTestId(this.#page, 'resource-locator-record')
			.first()
			.locator('xpath=ancestor::*[.//*[@data-test-id="parameter-input-field"]][1]');
		await byTestId(row, 'parameter-input-field').first().click();
		await this.#menuEntry(label).click();
	}

	/** Searches the list of a locator, e.g. `record`, and chooses what is found. */
	async chooseRecord(parameter: string, words: string, name: string): Promise<void> {
		const locator = byTestId(this.#page, `resource-locator-${parameter}`);
		await byTestId(locator, 'rlc-input').first().click();
		const found = byTestId(this.#page, 'rlc-item').filter({ hasText: name }).first();
		// Lists of other locators stay in the page, unseen.
		await this.#page
			.locator(
				'[data-test-id="rlc-search"] input:visible, input[data-test-id="rlc-search"]:visible',
			)
			.fill(words);
		await found.waitFor();
		await this.#page.waitForTimeout(SETTLE_MS);
		await found.click();
	}

	/** Goes to a connected node by the button at the edge of the panel. */
	async stepTo(name: string): Promise<void> {
		await this.#page
			.locator(`[data-test-id="floating-node"][data-node-name="${name}"]`)
			.first()
			.click();
		await byTestId(this.#page, 'ndv-title').or(this.#page.getByText(name)).first().waitFor();
		await this.#page.waitForTimeout(FORM_LOADING_MS);
	}

	async execute(): Promise<void> {
		const done = this.#page.waitForResponse((response) => /\/run$|\/run\?/.test(response.url()));
		await byTestId(this.#page, 'node-execute-button').first().click();
		await done;
	}

	output(): Locator {
		return byTestId(this.#page, 'output-panel');
	}

	/** Presses the button with the stars beside a field of a tool. */
	async letModelDecide(id: string): Promise<void> {
		await this.field(id)
			.locator('xpath=ancestor::*[.//*[@data-test-id="from-ai-override-button"]][1]')
			.locator('[data-test-id="from-ai-override-button"]')
			.first()
			.click();
	}

	outputError(): Locator {
		return this.output().getByText('Error details');
	}

	parameters(): Locator {
		return byTestId(this.#page, 'node-parameters');
	}

	// The form is drawn anew while it loads, and a menu opened before that closes again.
	async #openAddMenu(title: string): Promise<void> {
		const button = byTestId(this.mapper(title), 'add-fields-select')
			.locator('button, .el-select')
			.first();
		await button.click({ trial: true });
		await this.#page.waitForTimeout(SETTLE_MS);
		await button.click();
		await this.#entries().first().waitFor();
	}

	#entries(): Locator {
		return this.#page.locator(
			'.el-select-dropdown__item:visible, [data-reka-popper-content-wrapper] [role="menuitem"]:visible',
		);
	}

	#menuEntry(label: string): Locator {
		return this.#entries().filter({ hasText: label }).first();
	}
}
