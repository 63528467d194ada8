"""Indexes of what is unfinished, in its order: a long queue costs no more than a short one."""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

UNFINISHED = sa.text("state IN ('waiting', 'taken')")
INDEXES = {
    'ix_inbox_unfinished': ('inbox', ['id']),
    'ix_inbox_unfinished_conversation': ('inbox', ['conversation', 'id']),
    'ix_outbox_unfinished': ('outbox', ['id']),
}


def upgrade() -> None:
    for table in ('inbox', 'outbox'):
        op.drop_index(f'ix_{table}_state_not_before', table)
    for name, (table, columns) in INDEXES.items():
        op.create_index(
            name, table, columns, sqlite_where=UNFINISHED, postgresql_where=UNFINISHED
        )


def downgrade() -> None:
    for name, (table, _columns) in INDEXES.items():
        op.drop_index(name, table)
    for table in ('inbox', 'outbox'):
        op.create_index(f'ix_{table}_state_not_before', table, ['state', 'not_before'])
