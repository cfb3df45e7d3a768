// Putting blocks into a text, taking them out, and leaving them by the Enter key.

// Returns the innermost {node, pos, depth} of one of the named types round the cursor, or null.
export function around(state, ...names) {
  const { $from } = state.selection;
  if (names.includes(state.selection.node?.type.name)) {
    return { node: state.selection.node, pos: $from.pos, depth: $from.depth + 1 };
  }
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (names.includes(node.type.name)) return { node, pos: $from.before(depth), depth };
  }
  return null;
}

// Puts a block below the cursor's, as deep as blocks of its type may stand; an empty paragraph
// gives way to it. content: as in `insertContent`.
export function insertBlock(editor, content) {
  const { state } = editor;
  const node = state.schema.nodeFromJSON(content);
  const { $to } = state.selection;
  for (let depth = $to.depth; depth >= 0; depth -= 1) {
    const parent = $to.node(depth);
    const index = $to.indexAfter(depth);
    if (!parent.canReplaceWith(index, index, node.type)) continue;
    const place = depth === $to.depth ? $to.pos : $to.after(depth + 1);
    const beside = depth === $to.depth ? null : $to.node(depth + 1);
    const isEmpty = beside?.type.name === "paragraph" && !beside.content.size;
    const start = isEmpty ? place - beside.nodeSize : place;
    // The cursor needs a line below what has none inside.
    const isLast = node.isAtom && index === parent.childCount;
    const inserted = isLast ? [node, state.schema.nodes.paragraph.create()] : node;
    const isThere = editor
      .chain()
      .command(({ tr }) => {
        tr.replaceWith(start, place, inserted);
        return true;
      })
      .setTextSelection(node.isAtom ? start + node.nodeSize + 1 : firstWords(node, start))
      .focus()
      .scrollIntoView()
      .run();
    // `focus()` waits for the next frame: whoever types sooner would write where the cursor was.
    editor.view.focus();
    return isThere;
  }
  return false;
}

function firstWords(node, start) {
  if (node.isTextblock) return start + 1;
  let found = null;
  node.descendants((child, pos) => {
    if (found === null && child.isTextblock) found = start + 1 + pos + 1;
    return found === null;
  });
  return found ?? start + 1;
}

// Wraps or unwraps what is chosen, for a command of type `name`.
export function toggleBlock(editor, tr, name, parts) {
  // The change has a transaction of its own; the command's empty one would come too late.
  tr.setMeta("preventDispatch", true);
  return around(editor.state, name) ? unwrap(editor, name) : wrapBlocks(editor, name, parts);
}

// Makes the chosen paragraphs and lists the inside of a block of type `name`, or puts an empty
// one there. before, after: contents of what it needs besides.
function wrapBlocks(editor, name, { before = [], after = [] }) {
  const { state } = editor;
  const { schema } = state;
  const type = schema.nodes[name];
  const { $from, $to } = state.selection;
  const range = $from.blockRange($to, (parent) => parent.type.contentMatch.matchType(type));
  if (!range) return insertBlock(editor, { type: name, content: [...before, { type: "paragraph" }, ...after] });
  const inside = [];
  for (let index = range.startIndex; index < range.endIndex; index += 1) {
    const block = range.parent.child(index);
    if (block.isTextblock) inside.push(schema.nodes.paragraph.create(null, block.content));
    else inside.push(block);
  }
  const made = [...before, ...inside.map((block) => block.toJSON()), ...after];
  let node;
  try {
    node = schema.nodeFromJSON({ type: name, content: made });
    node.check();
  } catch {
    // A table or a picture was among the chosen: such a block stands beside, not inside.
    return insertBlock(editor, { type: name, content: [...before, { type: "paragraph" }, ...after] });
  }
  const skipped = before.reduce((size, part) => size + schema.nodeFromJSON(part).nodeSize, 0);
  const cursor = before.length ? range.start + 2 : $to.pos + 1 + skipped;
  return editor
    .chain()
    .command(({ tr }) => {
      tr.replaceWith(range.start, range.end, node);
      return true;
    })
    .setTextSelection(cursor)
    .focus()
    .scrollIntoView()
    .run();
}

// Takes the block round the cursor away and leaves its words as paragraphs.
function unwrap(editor, name) {
  const { state } = editor;
  const found = around(state, name);
  if (!found) return false;
  const { paragraph } = state.schema.nodes;
  const inside = [];
  found.node.forEach((child) => {
    if (!child.isTextblock || ["paragraph", "heading"].includes(child.type.name)) inside.push(child);
    else if (child.content.size) inside.push(paragraph.create(null, child.content));
  });
  return editor
    .chain()
    .command(({ tr }) => {
      tr.replaceWith(found.pos, found.pos + found.node.nodeSize, inside);
      return true;
    })
    .focus()
    .run();
}

// The Enter key in the one line of a `line`: go on below the block that it belongs to, which is
// the line itself or one of the named `owners`.
export function leaveBelow(editor, line, ...owners) {
  const { state } = editor;
  if (state.selection.$from.parent.type.name !== line) return false;
  const owner = around(state, ...(owners.length ? owners : [line]));
  if (!owner) return false;
  const below = owner.pos + owner.node.nodeSize;
  return editor
    .chain()
    .command(({ tr }) => {
      tr.insert(below, state.schema.nodes.paragraph.create());
      return true;
    })
    .setTextSelection(below + 1)
    .scrollIntoView()
    .run();
}
