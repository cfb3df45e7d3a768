// What may stand in an item of a list: paragraphs and further lists.
import { ListItem } from "django-prose-editor/editor";

export const Item = ListItem.extend({ content: "paragraph (paragraph | bulletList | orderedList)*" });
