"""Citizens: how each wants to be spoken to, why an answer did not help, what is asked after what."""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('citizen',
    sa.Column('conversation', sa.String(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('is_language_guessed', sa.Boolean(), nullable=False),
    sa.Column('is_large', sa.Boolean(), nullable=False),
    sa.Column('is_text_only', sa.Boolean(), nullable=False),
    sa.Column('chosen_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_citizen_municipality_municipality')),
    sa.PrimaryKeyConstraint('conversation', name=op.f('pk_citizen'))
    )
    op.create_table('next_asked',
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('entry_key', sa.String(), nullable=False),
    sa.Column('next_key', sa.String(), nullable=False),
    sa.Column('times', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_next_asked_municipality_municipality')),
    sa.PrimaryKeyConstraint('municipality', 'entry_key', 'next_key', name=op.f('pk_next_asked'))
    )
    op.add_column(
        'question_rating', sa.Column('reason', sa.String(), nullable=False, server_default='')
    )


def downgrade() -> None:
    op.drop_column('question_rating', 'reason')
    op.drop_table('next_asked')
    op.drop_table('citizen')
