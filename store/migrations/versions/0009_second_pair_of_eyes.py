"""A second pair of eyes: drafts of answers, who waits for one, one switch for all that is public."""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Renamed in place: SQLite would make the table anew, and lose what points to it.
    op.execute('ALTER TABLE municipality RENAME COLUMN approves_progress TO approves_publication')
    op.create_table('answer_draft',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('asked', sa.JSON(), nullable=False),
    sa.Column('by_citizens', sa.Boolean(), nullable=False),
    sa.Column('faq', sa.JSON(), nullable=False),
    sa.Column('entry_key', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('wordings', sa.JSON(), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'published', 'returned', name='state', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('comment', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['decided_by_id'], ['person.id'], name=op.f('fk_answer_draft_decided_by_id_person')),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_answer_draft_municipality_municipality')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_answer_draft_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer_draft'))
    )
    op.create_index('ix_answer_draft_municipality_state', 'answer_draft', ['municipality', 'state'])
    op.create_table('answer_notice',
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('wanted_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_answer_notice_municipality_municipality')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_answer_notice_person_id_person')),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_answer_notice_question_id_question')),
    sa.PrimaryKeyConstraint('question_id', 'person_id', name=op.f('pk_answer_notice'))
    )


def downgrade() -> None:
    op.drop_table('answer_notice')
    op.drop_index('ix_answer_draft_municipality_state', 'answer_draft')
    op.drop_table('answer_draft')
    op.execute('ALTER TABLE municipality RENAME COLUMN approves_publication TO approves_progress')
