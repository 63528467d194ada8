"""After posting: channels of departments, the threads of initiatives in them, approval."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('department', sa.Column('slack_channel', sa.String(), server_default='', nullable=False))
    op.create_table('initiative_thread',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('initiative_id', sa.Integer(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('ts', sa.String(), nullable=False),
    sa.Column('error', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['initiative_id'], ['initiative.id'], name=op.f('fk_initiative_thread_initiative_id_initiative')),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_initiative_thread_municipality_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_initiative_thread'))
    )
    op.create_index('ix_initiative_thread_initiative_id', 'initiative_thread', ['initiative_id', 'channel'])
    op.add_column('outbox', sa.Column('tells_back', sa.JSON(), nullable=True))
    # Added in place: SQLite would make the table anew for a key of its own, and lose its checks.
    op.execute(
        'ALTER TABLE outbox ADD COLUMN thread_id INTEGER '
        'CONSTRAINT fk_outbox_thread_id_initiative_thread REFERENCES initiative_thread (id)'
    )
    op.create_index('ix_outbox_thread_id', 'outbox', ['thread_id', 'id'])
    op.add_column('municipality', sa.Column('approves_progress', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('progress_entry', sa.Column('needs_approval', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table('progress_review',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('progress_entry_id', sa.Integer(), nullable=False),
    sa.Column('decision', sa.Enum('approved', 'returned', name='decision', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('comment', sa.String(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_progress_review_municipality_municipality')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_progress_review_person_id_person')),
    sa.ForeignKeyConstraint(['progress_entry_id'], ['progress_entry.id'], name=op.f('fk_progress_review_progress_entry_id_progress_entry')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_progress_review')),
    sa.UniqueConstraint('progress_entry_id', name=op.f('uq_progress_review_progress_entry_id'))
    )
    _make_append_only('progress_review')


def _make_append_only(table: str) -> None:
    """Refuse UPDATE and DELETE, whoever tries, as 0002 does for observations."""
    if op.get_bind().dialect.name == 'sqlite':
        for event in ('UPDATE', 'DELETE'):
            op.execute(
                f'CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} '
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    op.execute(
        f'CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} '
        'FOR EACH ROW EXECUTE FUNCTION table_is_append_only()'
    )


def downgrade() -> None:
    op.drop_table('progress_review')
    op.drop_column('progress_entry', 'needs_approval')
    op.drop_column('municipality', 'approves_progress')
    op.drop_index('ix_outbox_thread_id', 'outbox')
    op.drop_column('outbox', 'thread_id')
    op.drop_column('outbox', 'tells_back')
    op.drop_table('initiative_thread')
    op.drop_column('department', 'slack_channel')
